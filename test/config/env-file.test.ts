import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { EnvFileError, parseEnvFile } from '../../src/config/env-file.ts';
import { runFacet } from '../cli.ts';

const root = mkdtempSync(join(tmpdir(), 'facet-env-'));
// A process of somebody else looks into it.
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const newFolder = (): string => {
  const folder = mkdtempSync(join(root, 'at-'));
  chmodSync(folder, 0o755);
  return folder;
};

/** What a start in a folder with this `.env` is refused with; it is made to fail by another variable at the latest. */
async function refusal(make: (path: string) => void, uid?: number): Promise<string> {
  const cwd = newFolder();
  make(join(cwd, '.env'));
  const options = { cwd, ...(uid === undefined ? {} : { uid }) };
  const { code, stdout, stderr } = await runFacet([], { BREAKER: 'reached' }, options);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Facet cannot start\. .+\n$/);
  expect(stdout + stderr).not.toContain('canary');
  return stderr;
}

describe('a .env', () => {
  it('that is a folder stops the start', async () => {
    expect(await refusal((path) => mkdirSync(path))).toContain('cannot be read (it is a folder)');
  });

  it('that is a link to nowhere stops the start', async () => {
    expect(await refusal((path) => symlinkSync('/nowhere', path))).toContain(
      'cannot be read (ENOENT)',
    );
  });

  it.runIf(process.getuid?.() === 0)('that this user may not read stops the start', async () => {
    const nobody = 65_534;
    const make = (path: string) => writeFileSync(path, 'CHAKRA_TOKEN=canary', { mode: 0o600 });
    expect(await refusal(make, nobody)).toContain('cannot be read (EACCES)');
  });

  it.each([
    ['UTF-16', Buffer.from('\uFEFFCHAKRA_TOKEN=canary', 'utf16le'), 'is not in UTF-8'],
    ['UTF-16 without a mark', Buffer.from('CHAKRA_TOKEN=canary', 'utf16le'), 'is not in UTF-8'],
    ['Latin-1', Buffer.from('CHAKRA_TOKEN=canaryé', 'latin1'), 'is not in UTF-8'],
    ['no variables', Buffer.from('PORT=0\ncanary\n'), 'line 2 is not NAME=value'],
    ['an open quote', Buffer.from('\n\nCHAKRA_TOKEN="canary\n'), 'line 3 opens a quote'],
  ])('in %s stops the start', async (_, bytes, words) => {
    expect(await refusal((path) => writeFileSync(path, bytes))).toContain(words);
  });

  it.each([
    ['with a byte order mark', '\uFEFFBREAKER=maybe\n'],
    ['with the line ends of Windows', 'PORT=0\r\nBREAKER=maybe\r\n'],
  ])('%s is understood', async (_, text) => {
    const cwd = newFolder();
    writeFileSync(join(cwd, '.env'), text);
    const { stderr } = await runFacet([], {}, { cwd });
    expect(stderr).toBe('Facet cannot start. BREAKER must be 1 or 0.\n');
  });

  it('yields to the variables of the process, and its misspelled names stop the start', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, '.env'), 'BREAKER=maybe\nCHAKRA_URl=http://127.0.0.1:1\n');
    const { stderr } = await runFacet([], { BREAKER: '1' }, { cwd });
    expect(stderr).toContain('CHAKRA_URl is not a variable of Facet. Did you mean CHAKRA_URL?');
  });
});

describe('a value in a .env', () => {
  it.each([
    ['pa#ss', 'pa#ss'],
    ['#pass', '#pass'],
    ['pa#ss#', 'pa#ss#'],
    [' spaced out \t', 'spaced out'],
    ['before # a comment', 'before'],
    [' # a comment alone', ''],
    ['"pa # ss" # a comment', 'pa # ss'],
    ['\'it is "so"\'', 'it is "so"'],
    ['`both \' and "`', 'both \' and "'],
    [String.raw`"two\nlines"`, 'two\nlines'],
    [String.raw`'two\nlines'`, String.raw`two\nlines`],
    ['"two\nlines"', 'two\nlines'],
    ['a=b==', 'a=b=='],
    ["in'side", "in'side"],
    ['$HOME', '$HOME'],
    ['', ''],
  ])('%j is %j', (written, value) => {
    expect(parseEnvFile(`ONE=1\nNAME=${written}\nexport LAST = 2`)).toEqual({
      ONE: '1',
      NAME: value,
      LAST: '2',
    });
  });

  it.each([
    ['NAME="a" b', 'line 1 goes on after a value in quotes'],
    ['A=1\nA=2', 'line 2 sets a variable for a second time'],
    ['A=1\n=2', 'line 2 is not NAME=value'],
    ["A=1\n\nNAME = 'x", 'line 3 opens a quote and does not close it'],
  ])('%j is refused', (text, words) => {
    expect(() => parseEnvFile(text)).toThrow(EnvFileError);
    expect(() => parseEnvFile(text)).toThrow(words);
  });

  it('is what Node reads, where that has no comment to see', () => {
    const name = fc.stringMatching(/^[A-Z][A-Z_]{0,8}$/);
    const bare = fc.stringMatching(/^[a-z][\w:/.@=?&$ -]{0,20}$/);
    const quoted = fc
      .tuple(fc.constantFrom('"', "'"), fc.stringMatching(/^[\w #\n=:-]{0,20}$/))
      .map(([quote, text]) => quote + text + quote);
    const variables = fc.dictionary(name, fc.oneof(bare, quoted), { maxKeys: 6 });
    fc.assert(
      fc.property(variables, (written) => {
        const lines = Object.entries(written).map(([key, value]) => `${key}=${value}`);
        const text = lines.join('\n');
        expect(parseEnvFile(text)).toEqual({ ...parseEnv(text) });
      }),
    );
  });
});
