import { CompiledQuery, sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserKey } from '#registry';
import type { Tables } from '../../src/registry/sql/tables.ts';
import { findQueries } from '../../src/registry/sql/find-query.ts';
import { SqliteDatabase } from '../../src/registry/sqlite/database.ts';
import { SqlRegistry } from '../../src/registry/sql/sql-registry.ts';
import { databaseFiles } from './database-files.ts';

const newFile = databaseFiles();
let database: SqliteDatabase;

beforeAll(async () => {
  database = await SqliteDatabase.open(newFile());
});
afterAll(async () => database.close());

async function pragma(db: Kysely<Tables>, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db);
  return rows[0]?.[name];
}

it('writes through to the disk, into a log that readers need not wait for', async () => {
  await database.write(async (trx) => {
    expect(await pragma(trx, 'journal_mode')).toBe('wal');
    expect(await pragma(trx, 'synchronous')).toBe(2);
    expect(await pragma(trx, 'foreign_keys')).toBe(1);
  });
  expect(await pragma(database.reader, 'query_only')).toBe(1);
});

it('reads only what is committed', async () => {
  const user = { id: 'user_1', created_at: '2026-01-01T00:00:00.000Z' };
  const users = async () => database.reader.selectFrom('users').select('id').execute();
  const undone = database.write(async (trx) => {
    await trx.insertInto('users').values(user).execute();
    expect(await users()).toEqual([]);
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect(await users()).toEqual([]);
});

it('tells the first error when SQLite has rolled back by itself', async () => {
  const failing = database.write(async (trx) => {
    await sql`create temp trigger disk before insert on users begin
      select raise(rollback, 'the disk is full'); end`.execute(trx);
    await trx.insertInto('users').values({ id: 'user_2', created_at: '' }).execute();
  });
  await expect(failing).rejects.toThrow('the disk is full');
  await expect(database.write(async () => 'works again')).resolves.toBe('works again');
});

it('keeps the history as it was written', async () => {
  const registry = new SqlRegistry(database);
  const account = { backend: 'CHAKRA', scope: '', ref: 'c-1' } as const;
  await registry.link(null, account, { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' });
  const update = database.write(async (trx) =>
    trx.updateTable('history').set('actor', 'x').execute(),
  );
  await expect(update).rejects.toThrow('history is append-only');
  const removal = database.write(async (trx) => trx.deleteFrom('history').execute());
  await expect(removal).rejects.toThrow('history is append-only');
});

describe('the plan of find', () => {
  const keys: readonly UserKey[] = [
    { by: 'userId', id: 'u' },
    { by: 'accountId', id: 'a' },
    { by: 'key', backend: 'CHAKRA', scope: '', ref: 'r' },
    { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 's', value: 'v' },
  ];
  const many = keys.flatMap((key) => [key, key, key, key, key]);

  async function planOf(query: CompiledQuery): Promise<readonly string[]> {
    const explain = CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]);
    const { rows } = await database.reader.executeQuery(explain);
    return rows.map((row) => (row as { detail: string }).detail);
  }
  const scans = (plan: readonly string[]) =>
    plan.filter((step) => /^SCAN (user|account|alias|history)/.test(step));

  it.each([
    ...keys.map((key) => [`one ${key.by}`, [key]] as const),
    ['one key of each kind', keys] as const,
    ['several keys of each kind', many] as const,
  ])('goes by indexes alone for %s', async (_, asked) => {
    const plan = await planOf(findQueries(database.reader)(asked));
    expect(plan.some((step) => step.startsWith('SEARCH user '))).toBe(true);
    expect(scans(plan)).toEqual([]);
  });

  it('would show a scan', async () => {
    const query = database.reader
      .selectFrom('accounts as account')
      .selectAll()
      .where('ref', '=', 'r');
    expect(scans(await planOf(query.compile()))).toHaveLength(1);
  });
});
