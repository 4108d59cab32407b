import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Cause, NewAccount } from '#registry';
import { openSqlite } from '../../src/registry/sqlite/open.ts';
import { databaseFiles } from './database-files.ts';

const newFile = databaseFiles();

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });
const unusable = (reason: string) => ({
  name: 'ConfigError',
  message: expect.stringContaining(
    `The database that DATABASE_URL names cannot be used (${reason}).`,
  ),
});

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
  await expect(openSqlite(file)).rejects.toMatchObject(unusable('file is not a database'));
});

it('leaves the tables of a later version alone', async () => {
  const file = newFile();
  await (await openSqlite(file)).close();
  const later = new DatabaseSync(file);
  later.exec(`insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')`);
  later.close();
  await expect(openSqlite(file)).rejects.toMatchObject(
    unusable('its tables are not those of this version'),
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
