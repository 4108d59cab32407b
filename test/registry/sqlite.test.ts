import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Cause, NewAccount } from '../../src/registry/registry.ts';
import { openSqlite } from '../../src/registry/sqlite.ts';
import { registryContract } from './contract.ts';
import { databaseFiles } from './database-files.ts';
import { operationsContract } from './operations-contract.ts';

const newFile = databaseFiles();
registryContract('SQLite', async () => openSqlite(newFile()));
operationsContract('SQLite', async () => openSqlite(newFile()));

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });
const unavailable = (reason: string) => ({
  code: 'REGISTRY_UNAVAILABLE',
  message: `The registry is unavailable (${reason}): nothing was done. Try again later.`,
});

function start(program: string, ...args: string[]): ChildProcessWithoutNullStreams {
  const path = fileURLToPath(new URL(program, import.meta.url));
  return spawn(process.execPath, [path, ...args]);
}

it('keeps everything over a restart', async () => {
  const file = newFile();
  const first = await openSqlite(file);
  const told = { ...chakra('c-1'), aliases: { x: '1' }, written: { name: 'A' } };
  const { account } = await first.link(null, told, LINKED);
  const history = await first.history(account.userId);
  await first.close();

  const second = await openSqlite(file);
  const [user] = await second.find([{ by: 'accountId', id: account.id }]);
  expect(user?.accounts).toEqual([account]);
  expect(await second.history(account.userId)).toEqual(history);
  await second.close();
});

it('shows other openers of the file what was acknowledged', async () => {
  const file = newFile();
  const [one, other] = await Promise.all([openSqlite(file), openSqlite(file)]);
  const links = Array.from({ length: 20 }, (_, n) =>
    (n % 2 ? one : other).link(null, chakra(`c-${n}`), LINKED),
  );
  await Promise.all(links);
  expect(await one.count(null)).toBe(20);
  expect(await other.count(null)).toBe(20);
  await Promise.all([one.close(), other.close()]);
});

it('makes one user of each account when processes start and adopt at the same time', async () => {
  const file = newFile();
  const children = Array.from({ length: 3 }, () => start('adopting-process.ts', file, '40'));
  await Promise.all(children.map(async ({ stdout }) => once(stdout, 'data')));
  for (const { stdin } of children) stdin.write('go\n');
  const answers = await Promise.all(
    children.map(async ({ stdout, stderr }) => Promise.all([text(stdout), text(stderr)])),
  );
  const [ids = ''] = answers[0] ?? [];
  expect(answers).toEqual(children.map(() => [ids, '']));

  const registry = await openSqlite(file);
  expect(await registry.count(null)).toBe(40);
  const { users } = await registry.page({
    limit: 99,
    direction: 'newer',
    beyond: null,
    hasAccountAt: null,
  });
  expect(new Set<string>(JSON.parse(ids))).toEqual(new Set(users.map(({ id }) => id)));
  expect(await registry.history(users[0]?.id ?? '')).toHaveLength(1);
  await registry.close();
});

it('loses no acknowledged write when its process is killed', async () => {
  const file = newFile();
  const child = start('writing-process.ts', file);
  const acknowledged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    acknowledged.push(line);
    if (acknowledged.length === 50) child.kill('SIGKILL');
  }
  const registry = await openSqlite(file);
  const keys = acknowledged.map((ref) => ({ by: 'key', ...chakra(ref) }) as const);
  const users = await registry.find(keys);
  expect(acknowledged.length).toBeGreaterThanOrEqual(50);
  expect(new Set(users.flatMap(({ accounts }) => accounts.map(({ ref }) => ref)))).toEqual(
    new Set(acknowledged),
  );
  expect(users.every(({ accounts }) => accounts[0]?.lastWrite)).toBe(true);
  // At most the one that was on its way came through without its word.
  expect((await registry.count(null)) - acknowledged.length).toBeLessThanOrEqual(1);
  await registry.close();
});

it('makes the folder of its file', async () => {
  const file = join(dirname(newFile()), 'a', 'b', 'facet.db');
  const registry = await openSqlite(file);
  expect(await registry.count(null)).toBe(0);
  await registry.close();
});

it('refuses a path that cannot be a file', async () => {
  const folder = newFile();
  mkdirSync(folder);
  await expect(openSqlite(folder)).rejects.toThrow(
    'DATABASE_URL wants a file, and what it names is a folder.',
  );
  const file = newFile();
  writeFileSync(file, '');
  await expect(openSqlite(join(file, 'facet.db'))).rejects.toThrow(
    'DATABASE_URL wants a file in a folder that exists or can be made.',
  );
});

it('says so when the file is no database', async () => {
  const file = newFile();
  writeFileSync(file, 'This is a text, and no database. '.repeat(100));
  await expect(openSqlite(file)).rejects.toMatchObject(unavailable('file is not a database'));
});

it('leaves the tables of a later version alone', async () => {
  const file = newFile();
  await (await openSqlite(file)).close();
  const later = new DatabaseSync(file);
  later.exec(`insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`);
  later.close();
  await expect(openSqlite(file)).rejects.toMatchObject(
    unavailable('its tables are not those of this version'),
  );
});

it('says that nothing was done when the database fails', async () => {
  const file = newFile();
  const registry = await openSqlite(file);
  const { account } = await registry.link(null, chakra('c-1'), LINKED);
  const broken = new DatabaseSync(file);
  broken.exec('drop table history');
  const refused = {
    code: 'REGISTRY_UNAVAILABLE',
    message: expect.stringContaining('nothing was done'),
  };
  await expect(registry.link(null, chakra('c-2'), LINKED)).rejects.toMatchObject(refused);
  await expect(registry.history(account.userId)).rejects.toMatchObject(refused);
  expect(await registry.count(null)).toBe(1);
  broken.close();
  await registry.close();
});
