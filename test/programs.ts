import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Plugin } from 'vite';
import { doneOnce } from './once.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folder of a run of Vitest, which `run.ts` makes and removes; undefined outside of one. */
const RUN = process.env['FACET_TEST_RUN'];

/** For the environment of a process: many are started, and what they load is compiled once. */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: join(RUN ?? tmpdir(), 'facet-compile-cache'),
} as const;

/** What child processes of tests run. */
const SOURCES = [
  'src/main.ts',
  'test/crash/process.ts',
  'test/registry/adopting-process.ts',
  'test/registry/crashing-process.ts',
  'test/registry/writing-process.ts',
] as const;

/**
 * The file to start for one of them. A run starts some hundred processes, and to find and load 1,700 modules is three
 * quarters of what a start costs: so a run bundles them, once, when the first process is wanted. Outside of a run it is
 * the source itself, which `test/app/start.test.ts` always starts.
 */
export async function program(source: (typeof SOURCES)[number]): Promise<string> {
  if (RUN === undefined) return join(ROOT, source);
  const folder = join(RUN, 'programs');
  await doneOnce(`${folder}-bundled`, async () => bundle(folder));
  return join(folder, outputOf(source));
}

/** By its name an ES module: Node need not read four megabytes to see that it is one. */
const outputOf = (source: string): string => `${parse(source).name}.mjs`;

async function bundle(folder: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [atHome],
    ssr: { noExternal: true, external: ['pg-native'] },
    build: {
      ssr: true,
      outDir: folder,
      target: 'esnext',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          SOURCES.map((source) => [parse(source).name, join(ROOT, source)]),
        ),
        output: {
          entryFileNames: '[name].mjs',
          chunkFileNames: '[name]-[hash].mjs',
          // As in the sources, `production.ts` comes ahead of graphql-js.
          strictExecutionOrder: true,
        },
      },
    },
  });
  await compile(join(folder, outputOf('src/main.ts')));
}

/** Modules go on finding the files beside them. */
const atHome: Plugin = {
  name: 'at-home',
  transform: (code, id) =>
    code.includes('import.meta.url')
      ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      : null,
};

/** A process keeps what it compiled when it ends by itself, and most in these tests are killed. */
async function compile(main: string): Promise<void> {
  const env = { ...COMPILE_CACHE, PORT: 'none' };
  const start = promisify(execFile)(process.execPath, [main], { env });
  await start.catch((error: { readonly stderr?: string }) => {
    if (!error.stderr?.includes('PORT must be')) throw error;
  });
}
