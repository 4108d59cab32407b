import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { COMPILE_CACHE, program } from '../programs.ts';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const guard = fileURLToPath(new URL('../../src/node-version.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'facet-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts Facet in a folder without a `.env`. */
function start(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  return spawn(process.execPath, args, {
    cwd: folder,
    env: { ...COMPILE_CACHE, PATH: process.env['PATH'] ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a start that is expected to fail; whether the sources start at all, another test shows. */
async function failure(environment: Readonly<Record<string, string>>) {
  const child = start(environment, await program('src/main.ts'));
  const [output, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { output, complaint, code };
}

/** What a stream has said once it has said `last`. */
async function said(stream: Readable, last: string): Promise<string> {
  let output = '';
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(last)) resolve(output);
    });
  });
}

describe('a start', () => {
  test('with no backend says its version, runs the sandbox and says where to go; SIGTERM ends it', async () => {
    // As `npm start` does once a source has been edited.
    const child = start({}, '--import', guard, main);
    const output = await said(child.stdout, 'The backends are the sandbox');
    expect(output).toMatch(/^Facet \d+\.\d+\.\d+ is starting/);
    expect(output).toMatch(/GraphiQL {2}http:\/\/127\.0\.0\.1:\d+\/\n/);
    expect(output).toMatch(/Registry {2}sqlite:data\/sandbox\.db, 240 users/);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('with a wrong value stops with one line that names the variable', async () => {
    const { complaint, code } = await failure({ PORT: 'canary' });
    expect(code).toBe(1);
    expect(complaint).toBe('Facet cannot start. PORT must be a number from 0 to 65535.\n');
  });

  test.each([
    [
      'that is none',
      (file: string) => writeFileSync(file, 'A text, and no database. '.repeat(100)),
    ],
    ['that cannot be written to', (file: string) => mkdirSync(`${file}-wal`)],
  ])('on a database %s says which variable names it', async (_, spoil) => {
    const file = join(mkdtempSync(join(tmpdir(), 'facet-start-')), 'facet.db');
    spoil(file);
    const { complaint, code } = await failure({ SANDBOX: '0', DATABASE_URL: `sqlite:${file}` });
    rmSync(dirname(file), { recursive: true });
    expect(code).toBe(1);
    expect(complaint).toMatch(
      /^Facet cannot start\. The database that DATABASE_URL names cannot be used \(.+\)\. .+\n$/,
    );
    expect(complaint).not.toContain(file);
  });

  test('on a port that is taken says so and ends', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { complaint, code } = await failure({ PORT: String(port) });
    expect(code).toBe(1);
    expect(complaint).toBe(
      'Facet cannot start. The port is taken. Stop what uses it, or set PORT to another one.\n',
    );
    other.close();
  });

  test('keeps what it compiled where npm installs, for the next one', async () => {
    const where =
      'process.stdout.write(String(process.getBuiltinModule("module").getCompileCacheDir()))';
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', guard, '--eval', where],
      { cwd: folder, env: {} },
    );
    const cache = fileURLToPath(new URL('../../node_modules/.cache/node/', import.meta.url));
    expect(stdout.slice(0, cache.length)).toBe(cache);
  });

  test('by an older Node says in one line what is needed', async () => {
    // The guard reads the version of the process: an older one is put in its place.
    const older = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });";
    const preload = `data:text/javascript,${encodeURIComponent(older)}`;
    const run = promisify(execFile)(process.execPath, [
      '--import',
      preload,
      '--import',
      guard,
      main,
    ]);
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr:
        'Facet needs Node 24 or newer and this is 20.20: start it by "npm start" or "npx facet", which use the one that npm installs with it.\n',
    });
  });
});
