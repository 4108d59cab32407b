import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BUNDLE, MADE_FROM, digestOf } from '../../src/cli/bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A project with the real decision and other code: one source, and a bundle that says it was made from it. */
const project = mkdtempSync(join(tmpdir(), 'facet-bundle-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), content);
}

const saying = (what: string): string => `export const run = async () => console.log('${what}');\n`;
const SOURCE = 'src/cli/index.ts';
const OTHER = 'src/other.ts';
const PACKAGES = 'node_modules/.package-lock.json';
const files = new Map([
  [SOURCE, Buffer.from(saying('sources'))],
  [OTHER, Buffer.from('export {};\n')],
  [PACKAGES, Buffer.from('{ "packages": {} }\n')],
]);

const started = (): string =>
  execFileSync(process.execPath, [join(project, 'src/cli/facet.js')])
    .toString()
    .trim();

describe('a start', () => {
  beforeEach(() => {
    for (const path of ['src/cli/facet.js', 'src/cli/bundle.ts', 'src/node-version.js']) {
      cpSync(join(ROOT, path), join(project, path));
    }
    write('package.json', '{ "type": "module" }');
    for (const [path, content] of files) write(path, content.toString());
    write(`${BUNDLE}/facet.js`, saying('bundle'));
    write(`${BUNDLE}/${MADE_FROM}`, [digestOf(files), ...files.keys()].join('\n'));
  });

  it('runs the bundle when every file of it is what it was', () => {
    expect(started()).toBe('bundle');
  });

  it('runs what was edited, and the bundle again once the edit is taken back', () => {
    write(SOURCE, saying('edited!'));
    expect(started()).toBe('edited!');
    write(SOURCE, saying('sources'));
    expect(started()).toBe('bundle');
  });

  it.each([
    ['another source was edited', () => write(OTHER, 'export {}; \n')],
    ['a source is gone', () => rmSync(join(project, OTHER))],
    ['npm installed other packages', () => write(PACKAGES, '{ "packages": { "": {} } }\n')],
    ['npm installed no packages', () => rmSync(join(project, PACKAGES))],
    ['nothing was built', () => rmSync(join(project, BUNDLE), { recursive: true })],
    ['a build was broken off', () => rmSync(join(project, BUNDLE, MADE_FROM))],
  ])('runs the sources when %s', (_, change) => {
    change();
    expect(started()).toBe('sources');
  });
});
