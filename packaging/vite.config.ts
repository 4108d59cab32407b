import { readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, defineConfig } from 'vite';
import { BUNDLE, MADE_FROM, digestOf } from '../src/cli/bundle.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(`${ROOT}package.json`, 'utf8'),
);
/** Not their JSON: the build would lose the attribute that Node wants of such an import. */
const packages = Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)(?!.*\\.json$)`));

/**
 * Builds the command line and the sandbox into one folder.
 *
 * For a package, into `dist/facet`: Node strips no types in `node_modules`, so it runs from there; an installation without
 * development packages takes its sandbox from there. The package's dependencies are left out, for npm to install and
 * audit; what the sandbox alone needs comes along, with its licences.
 *
 * With `--mode start` for a start where the sources are, into `dist/start`: with the dependencies too, as they are
 * installed, since to load some two thousand modules one by one is most of what a start costs.
 */
export default defineConfig(({ mode }) => {
  const isForStart = mode === 'start';
  const out = `${ROOT}${isForStart ? BUNDLE : 'dist/facet'}`;
  return {
    root: ROOT,
    plugins: [besideTheSources(out), ...(isForStart ? [sayingFromWhat()] : [])],
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      // What starts where the sources are leaves the maps aside unless NODE_OPTIONS=--enable-source-maps asks for them: for
      // all packages they take 25 MB and a fifth of the time of a start.
      sourcemap: true,
      license: isForStart ? false : { fileName: 'licenses.md' },
      rolldownOptions: {
        external: isForStart ? ['pg-native'] : packages,
        input: { facet: `${ROOT}src/cli/index.ts`, sandbox: `${ROOT}sandbox/index.ts` },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          // As in the sources, `production.ts` comes ahead of graphql-js.
          strictExecutionOrder: true,
          // The text of the code stays in memory: without its comments and blanks 7 MB less. Names stay.
          minify: isForStart && { compress: false, mangle: false, codegen: true },
        },
      },
    },
  };
});

/** Documents, schema and explorer lie where they do in the sources: modules find them from where they were. */
function besideTheSources(out: string): Plugin {
  return {
    name: 'beside-the-sources',
    transform(code, id) {
      if (!code.includes('import.meta.url') || id.includes('node_modules')) return null;
      const path = relative(out, id).split(sep).join('/');
      // Lines stay where they are, and with them the map.
      return {
        code: code.replaceAll('import.meta.url', `new URL('${path}', import.meta.url).href`),
        map: null,
      };
    },
  };
}

/** Of the packages, what npm wrote down when it installed them. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Writes down what was built, as it was when it was read, by which a start sees whether it still is so. */
function sayingFromWhat(): Plugin {
  const files = new Map<string, Buffer>();
  return {
    name: 'saying-from-what',
    enforce: 'pre',
    buildStart() {
      files.set(INSTALLED, readFileSync(`${ROOT}${INSTALLED}`));
    },
    transform(code, id) {
      const path = relative(ROOT, id).split(sep).join('/');
      if (isAbsolute(id) && !/^\.\.|node_modules/.test(path)) files.set(path, Buffer.from(code));
      return null;
    },
    writeBundle({ dir = '' }) {
      const madeFrom = [digestOf(files), ...files.keys()];
      writeFileSync(join(dir, MADE_FROM), madeFrom.join('\n'));
    },
  };
}
