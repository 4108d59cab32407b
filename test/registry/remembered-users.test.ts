import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { Cause, NewAccount, Registry, UserKey, UserRow } from '#registry';
import { keyText } from '#registry';
import { RememberedUsers } from '../../src/registry/sql/remembered-users.ts';
import { openSqlite } from '../../src/registry/sqlite/open.ts';
import { COMPILE_CACHE, program } from '../programs.ts';
import { databaseFiles } from './database-files.ts';

const newFile = databaseFiles();

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });
const keyOf = (ref: string): UserKey => ({ by: 'key', backend: 'CHAKRA', scope: '', ref });

const refsOf = async (registry: Registry, ...refs: readonly string[]): Promise<readonly string[]> =>
  (await registry.find(refs.map(keyOf))).flatMap(({ accounts }) => accounts.map(({ ref }) => ref));

it('finds what anybody has written meanwhile, also where there was nothing', async () => {
  const file = newFile();
  const [reader, writer] = await Promise.all([openSqlite(file), openSqlite(file)]);
  expect(await refsOf(reader, 'c-1', 'c-2')).toEqual([]);

  const { account } = await writer.link(null, chakra('c-1'), LINKED);
  expect(await refsOf(reader, 'c-1', 'c-2')).toEqual(['c-1']);
  await reader.link(null, chakra('c-2'), LINKED);
  expect(await refsOf(reader, 'c-1', 'c-2')).toEqual(['c-1', 'c-2']);

  await writer.recordAliases(account.id, { x: '1' });
  const [user] = await reader.find([keyOf('c-1')]);
  expect(user?.accounts[0]?.aliases).toEqual({ x: '1' });
  await Promise.all([reader.close(), writer.close()]);
});

it('recalls at once who was found before, until anybody has committed something', async () => {
  const file = newFile();
  const [reader, writer] = await Promise.all([openSqlite(file), openSqlite(file)]);
  const { account } = await writer.link(null, chakra('c-1'), LINKED);
  expect(reader.recall(keyText(keyOf('c-1')))).toBeNull();
  const found = await reader.find([keyOf('c-1'), keyOf('c-2')]);
  expect(reader.recall(keyText(keyOf('c-1')))).toEqual(found);
  expect(reader.recall(keyText(keyOf('c-2')))).toEqual([]);
  const state = reader.state();
  expect(state).not.toBeNull();
  expect(reader.state()).toBe(state);

  await writer.recordAliases(account.id, { x: '1' });
  expect(reader.state()).not.toBe(state);
  expect(reader.recall(keyText(keyOf('c-1')))).toBeNull();
  await Promise.all([reader.close(), writer.close()]);
  expect(reader.recall(keyText(keyOf('c-1')))).toBeNull();
});

it('reads again after a commit alone, and then only what is asked', async () => {
  const registry = await openSqlite(newFile());
  await registry.seed([[chakra('c-1')], [chakra('c-2')]], LINKED);
  const read: (readonly UserKey[])[] = [];
  let version = 1;
  const remembered = new RememberedUsers(
    async (keys) => {
      read.push(keys);
      return registry.find(keys);
    },
    () => version,
  );
  const find = (keys: readonly UserKey[]) => remembered.find(keys);

  const [first] = await find([keyOf('c-1')]);
  expect(await find([keyOf('c-1'), keyOf('c-1')])).toEqual([first]);
  expect(await find([keyOf('c-2'), keyOf('c-1'), keyOf('c-3')])).toHaveLength(2);
  expect(read).toEqual([[keyOf('c-1')], [keyOf('c-2'), keyOf('c-3')]]);

  version = 2;
  await find([keyOf('c-3'), keyOf('c-1')]);
  expect(read.at(-1)).toEqual([keyOf('c-3'), keyOf('c-1')]);
  await registry.close();
});

it('keeps nothing of a read that a commit overtook', async () => {
  const registry = await openSqlite(newFile());
  await registry.seed([[chakra('c-1')]], LINKED);
  const users = await registry.find([keyOf('c-1')]);
  const before = Promise.withResolvers<readonly UserRow[]>();
  const answers = [before.promise, Promise.resolve(users)];
  let version = 1;
  const remembered = new RememberedUsers(
    async () => answers.shift() ?? [],
    () => version,
  );
  const find = (keys: readonly UserKey[]) => remembered.find(keys);

  const overtaken = find([keyOf('c-1')]);
  version = 2;
  expect(await find([keyOf('c-1')])).toEqual(users);
  before.resolve([]);
  expect(await overtaken).toEqual([]);
  expect(await find([keyOf('c-1')])).toEqual(users);
  await registry.close();
});

it('finds each user that another process says it has written', async () => {
  const file = newFile();
  const registry = await openSqlite(file);
  const writing = await program('test/registry/writing-process.ts');
  const child = spawn(process.execPath, [writing, `sqlite:${file}`], { env: COMPILE_CACHE });
  const coming = Array.from({ length: 60 }, (_, n) => `c-${n}`);
  expect(await refsOf(registry, ...coming)).toEqual([]);
  const found: boolean[] = [];
  for await (const ref of createInterface(child.stdout)) {
    found.push((await refsOf(registry, ref)).includes(ref));
    if (found.length === coming.length) child.kill('SIGKILL');
    if (found.length >= coming.length) break;
  }
  expect(found).toEqual(coming.map(() => true));
  await registry.close();
});
