import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Folders of which each holds the same for another vendor or another database: the same file names in each. */
const ADAPTERS = /^(?:src\/backends|sandbox|src\/registry)\/[^/]+$/;

/** Runs in the browser: a program of its own. */
const EXPLORER = /^src\/explorer\//;

const sources = ['src', 'sandbox']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|tsx|js)$/.test(path))
      .map((path) => `${folder}/${path}`),
  )
  .filter((path) => !EXPLORER.test(path));

it('no two source files have one name for two things, but those of parallel adapters and faces', () => {
  const named = Map.groupBy(sources, (path) => basename(path));
  const ambiguous = [...named].filter(([name, paths]) => {
    if (name === 'index.ts' || paths.length === 1) return false;
    const folders = paths.map((path) => dirname(path));
    return !folders.every((folder) => ADAPTERS.test(folder)) || parentsOf(folders).size > 1;
  });
  expect(ambiguous).toEqual([]);
});

/** A backend and its stand-in in the sandbox are one vendor's. */
const parentsOf = (folders: readonly string[]): ReadonlySet<string> =>
  new Set(folders.map((folder) => dirname(folder)));
