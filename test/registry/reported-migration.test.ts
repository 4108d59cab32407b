import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/registry/sqlite/open.ts';
import { LINKED, byKey, tract } from './contract/accounts.ts';
import { databaseFiles } from './database-files.ts';

const newFile = databaseFiles();
const HOOK = { kind: 'ADOPT', actor: 'HAPTIK_TRACT', evidence: 'hook' } as const;

const TABLES = `select name from sqlite_master where type = 'table' order by name desc`;
/** The tables of that version. */
const EARLIER = new Set([
  'users',
  'accounts',
  'account_aliases',
  'history',
  'operations',
  'operation_steps',
  'hash_keys',
  'merges',
  'merged_accounts',
  'contact_points',
  'conflicts',
  'bindings',
  'binding_changes',
  'write_turns',
  'probes',
  'deliveries',
  'kysely_migration',
  'kysely_migration_lock',
]);

it('lets a newer call replace what webhooks had told an earlier version, and nothing that was written', async () => {
  const file = newFile();
  const first = await openSqlite(file);
  await first.adopt([{ ...tract('told'), written: { user_name: 'Told' } }], HOOK);
  await first.link(null, { ...tract('made'), written: { user_name: 'Written' } }, LINKED);
  await first.close();
  const earlier = new DatabaseSync(file);
  earlier.exec(`alter table accounts drop column reported;
    alter table operations drop column operator_note;
    drop trigger history_no_update; drop trigger history_no_delete;
    delete from kysely_migration where name >= '0015'`);
  for (const { name } of earlier.prepare(TABLES).all()) {
    if (!EARLIER.has(String(name))) earlier.exec(`drop table ${String(name)}`);
  }
  earlier.close();

  const registry = await openSqlite(file);
  for (const ref of ['told', 'made']) {
    const delivery = { reported: { user_name: 'Newer' }, identifying: [], digests: [ref] };
    await registry.deliver({ account: tract(ref), ...delivery, aliasesFor: () => ({}) }, HOOK);
  }
  const users = await registry.find([byKey(tract('told')), byKey(tract('made'))]);
  const names = users.map(({ accounts }) => accounts[0]?.lastWrite?.record['user_name']);
  expect(new Set(names)).toEqual(new Set(['Newer', 'Written']));
  await registry.close();
});
