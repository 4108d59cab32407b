import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, defineConfig } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = `${ROOT}dist/facet`;

const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(`${ROOT}package.json`, 'utf8'),
);
/** Not their JSON: the build would lose the attribute that Node wants of such an import. */
const external = Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)(?!.*\\.json$)`));

/**
 * Builds the command line and the sandbox into `dist/facet`. Node strips no types in `node_modules`, so a package runs
 * from there; an installation without development packages takes its sandbox from there. The package's dependencies are
 * left out, for npm to install and audit; what the sandbox alone needs comes along, with its licences.
 */
export default defineConfig({
  root: ROOT,
  plugins: [besideTheSources()],
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: OUT,
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      external,
      input: { facet: `${ROOT}src/cli/index.ts`, sandbox: `${ROOT}sandbox/index.ts` },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
        // As in the sources, `production.ts` comes ahead of graphql-js.
        strictExecutionOrder: true,
      },
    },
  },
});

/** Documents, schema and explorer lie where they do in the sources: modules find them from where they were. */
function besideTheSources(): Plugin {
  return {
    name: 'beside-the-sources',
    transform(code, id) {
      if (!code.includes('import.meta.url') || id.includes('node_modules')) return null;
      const path = relative(OUT, id).split(sep).join('/');
      // Lines stay where they are, and with them the map.
      return {
        code: code.replaceAll('import.meta.url', `new URL('${path}', import.meta.url).href`),
        map: null,
      };
    },
  };
}
