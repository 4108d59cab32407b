import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import type { Cause, NewAccount } from '#registry';
import { openSqlite } from '../../src/registry/sqlite/open.ts';
import { COMPILE_CACHE, program } from '../programs.ts';
import { creation, done, step } from './operations-contract.ts';
import { PACE } from '../pace.ts';

const root = mkdtempSync(join(tmpdir(), 'facet-file-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
/** A folder of its own for each, as it may be removed. */
const newFile = (): string => join(mkdtempSync(join(root, 'one-')), 'facet.db');

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });
const unavailable = { code: 'REGISTRY_UNAVAILABLE' };
const NOTICED = { timeout: 3000 * PACE, interval: 50 };
const PARTS = ['', '-wal', '-shm'];

async function failure(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('a file that goes away under a running registry', () => {
  it.each<[string, (file: string) => void]>([
    ['is removed', (file) => rmSync(file)],
    [
      'is removed with all that lies beside it',
      (file) => PARTS.forEach((part) => rmSync(file + part)),
    ],
    ['loses its log', (file) => rmSync(`${file}-wal`)],
    ['loses its index of the log', (file) => rmSync(`${file}-shm`)],
    [
      'is replaced by a copy',
      (file) => {
        copyFileSync(file, `${file}-copy`);
        renameSync(`${file}-copy`, file);
      },
    ],
    [
      'is replaced by an empty one',
      (file) => {
        rmSync(file);
        writeFileSync(file, '');
      },
    ],
    ['is moved', (file) => renameSync(file, `${file}-moved`)],
    ['loses its folder', (file) => rmSync(dirname(file), { recursive: true })],
    [
      'has its folder replaced, as by a mount',
      (file) => {
        renameSync(dirname(file), `${dirname(file)}-before`);
        mkdirSync(dirname(file));
      },
    ],
  ])('is noticed when it %s', async (_, spoil) => {
    const file = newFile();
    const registry = await openSqlite(file);
    await registry.link(null, chakra('c-1'), LINKED);
    await registry.ready();
    spoil(file);
    await expect(registry.link(null, chakra('c-2'), LINKED)).rejects.toMatchObject(unavailable);
    await expect(registry.ready()).rejects.toMatchObject(unavailable);
    await expect
      .poll(async () => failure(registry.count(null)), NOTICED)
      .toMatchObject(unavailable);
    await registry.close();
  });

  it('is used again when it comes back', async () => {
    const file = newFile();
    const registry = await openSqlite(file);
    renameSync(file, `${file}-moved`);
    await expect(registry.link(null, chakra('c-1'), LINKED)).rejects.toMatchObject(unavailable);
    renameSync(`${file}-moved`, file);
    await registry.link(null, chakra('c-1'), LINKED);
    await registry.ready();
    await registry.close();
  });
});

describe('a start where the registry was before', () => {
  const GONE =
    /^DATABASE_URL: the registry facet\.db that was there at the last start is (gone|empty)\. .+ delete facet\.db\.exists/;

  it.each<[string, (file: string) => void]>([
    ['and is gone', (file) => rmSync(file)],
    ['and is empty', (file) => writeFileSync(file, '')],
  ])('%s says so and makes no other one, until it is confirmed', async (_, spoil) => {
    const file = newFile();
    const first = await openSqlite(file);
    await first.link(null, chakra('c-1'), LINKED);
    await first.close();
    spoil(file);
    await expect(openSqlite(file)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(GONE),
    });
    rmSync(`${file}.exists`);
    const fresh = await openSqlite(file);
    expect(await fresh.count(null)).toBe(0);
    await fresh.close();
  });

  it('goes on with the file that was put back', async () => {
    const file = newFile();
    const first = await openSqlite(file);
    await first.link(null, chakra('c-1'), LINKED);
    await first.close();
    renameSync(file, `${file}-moved`);
    await expect(openSqlite(file)).rejects.toThrow(GONE);
    renameSync(`${file}-moved`, file);
    const second = await openSqlite(file);
    expect(await second.count(null)).toBe(1);
    await second.close();
  });
});

describe('the files', () => {
  const modesIn = (folder: string) =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [
        name,
        (statSync(join(folder, name)).mode & 0o777).toString(8),
      ]),
    );
  const OWN = {
    'facet.db': '600',
    'facet.db-wal': '600',
    'facet.db-shm': '600',
    'facet.db.exists': '600',
  };

  it('are for their owner alone, whatever the mask', async () => {
    const before = process.umask(0);
    const file = newFile();
    const registry = await openSqlite(file);
    process.umask(before);
    expect(modesIn(dirname(file))).toEqual(OWN);
    await registry.close();
  });

  it('are so too when an earlier version left them open to others', async () => {
    const file = newFile();
    const first = await openSqlite(file);
    for (const name of readdirSync(dirname(file))) chmodSync(join(dirname(file), name), 0o644);
    const second = await openSqlite(file);
    expect(modesIn(dirname(file))).toEqual(OWN);
    await Promise.all([first.close(), second.close()]);
  });

  it('hold nothing any more of what was swept', async () => {
    const file = newFile();
    const registry = await openSqlite(file);
    const canary = 'canary-7f3a@example.org';
    const lease = { owner: 'me', ms: 60_000 };
    const past = '2000-01-01T00:00:00.000Z';
    for (let n = 0; n < 20; n += 1) {
      const request = { canary, n, long: canary.repeat(400) };
      const steps = [{ ...step, request }];
      const { operation } = await registry.operations.begin(
        creation({ key: `${canary}${n}`, steps }),
        lease,
      );
      await registry.operations.complete({ id: operation.id, lease }, async () =>
        done({ dueAt: past }),
      );
    }
    expect(bytesOf(file)).toContain(canary);
    expect(await registry.operations.sweep()).toBe(20);
    expect(bytesOf(file)).not.toContain(canary);
    await registry.close();
  });
});

/** By another process: to open and close a file frees the locks that this one has on it. */
const bytesOf = (file: string): string =>
  PARTS.map((part) =>
    execFileSync('cat', [file + part], { encoding: 'latin1', maxBuffer: 1e9 }),
  ).join('');

/** Whom no file belongs to: as root everything can be written to. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** What a process says that fails to start; one that starts is ended. */
async function startOn(file: string): Promise<string> {
  const source = await program('test/registry/writing-process.ts');
  const child = spawn(process.execPath, [source, `sqlite:${file}`], {
    ...NOBODY,
    cwd: '/',
    env: COMPILE_CACHE,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.once('data', () => child.kill());
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return said;
}

describe('a start', () => {
  it.each<[string, (file: string) => void]>([
    [
      'file',
      (file) => {
        for (const part of PARTS)
          if (statSync(file + part, { throwIfNoEntry: false })) chmodSync(file + part, 0o400);
      },
    ],
    ['folder', (file) => chmodSync(dirname(file), 0o500)],
  ])('on a %s that can only be read says so', async (_, spoil) => {
    const file = newFile();
    chmodSync(root, 0o755);
    await (await openSqlite(file)).close();
    for (const path of [dirname(file), file, `${file}.exists`]) {
      if (NOBODY.uid !== undefined) chownSync(path, NOBODY.uid, NOBODY.gid);
    }
    spoil(file);
    const said = await startOn(file);
    chmodSync(dirname(file), 0o700);
    expect(said).toMatch(
      /ConfigError: The database that DATABASE_URL names cannot be used \((attempt to write a readonly database|unable to open database file)\)/,
    );
  });

  it.each([
    ['in a folder that the system does not let anybody make', '/proc/no/such/facet.db'],
    ['in a folder of a device', '/dev/null/facet.db'],
    ['with a name that is too long', join(root, 'x'.repeat(300), 'facet.db')],
    ['that is a device', '/dev/null'],
  ])('on a file %s ends with one line', async (_, file) => {
    await expect(openSqlite(file)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/^[^\n]*DATABASE_URL[^\n]+$/),
    });
  });

  it('on a socket ends with one line', async () => {
    const file = newFile();
    const server = createServer().listen(file);
    await once(server, 'listening');
    await expect(openSqlite(file)).rejects.toThrow('DATABASE_URL wants a file');
    server.close();
  });
});
