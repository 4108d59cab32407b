import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { createHash } = process.getBuiltinModule('node:crypto');

/** The folder of the bundle that `npm ci` builds, below the root of the project. */
export const BUNDLE = 'dist/start';
/** The file in it that says what it was made from: a digest, then the paths of the files, one a line. */
export const MADE_FROM = 'made-from';

/** A digest of files by path and content: when two are equal it is the same code, whenever and however it came there. */
export function digestOf(files: Iterable<readonly [path: string, content: Buffer]>): string {
  const digest = createHash('sha256');
  for (const [path, content] of files) {
    digest.update(`${path}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
}

/**
 * The bundle of the whole command line, when each file that it was made from is what it was: to find, to read and to link
 * 2,100 modules is more than half of what a start costs. `null` otherwise: whoever edits a file runs what was edited.
 */
export function freshBundle(): URL | null {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const read = (path: string): Buffer => readFileSync(root + path);
  try {
    const [digest, ...files] = read(`${BUNDLE}/${MADE_FROM}`).toString().split('\n');
    const isFresh = digest === digestOf(files.map((path) => [path, read(path)]));
    return isFresh ? new URL(`../../${BUNDLE}/facet.js`, import.meta.url) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
