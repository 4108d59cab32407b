import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import { PostgresDatabase } from '../../src/registry/postgres/database.ts';
import { dueOperations } from '../../src/registry/sql/claims.ts';
import { liveSteps } from '../../src/registry/sql/live-steps.ts';
import type { Database, Tables } from '../../src/registry/sql/tables.ts';
import { SqliteDatabase } from '../../src/registry/sqlite/database.ts';
import { databaseFiles } from './database-files.ts';
import { newPostgresUrl } from './databases.ts';

const newFile = databaseFiles();
const WAITING = 10_000;
const PAST = '2000-01-01T00:00:00.000Z';

/** As many waiting operations, each with a step about an account of its own. */
async function fill({ write }: Pick<Database, 'write'>): Promise<void> {
  const numbers = sql`with recursive counted(n) as (
    select 1 union all select n + 1 from counted where n < ${sql.lit(WAITING)})`;
  await write(async (trx) => {
    await sql`insert into operations (id, sequence, caller, mutation, fingerprint, state, due_at, waits,
        created_at, compared, keep_seconds)
      ${numbers} select 'oper_' || n, n, 'me', 'createUser', 'none', 'WAITING', ${sql.lit(PAST)}, 1,
        ${sql.lit(PAST)}, 1, 60 from counted`.execute(trx);
    await sql`insert into operation_steps (operation_id, position, backend, write, state, request,
        needs_secret, account, attempts, live_account)
      ${numbers} select 'oper_' || n, 0, 'HAPTIK', 'create', 'SENT', '{}', 0, account, 1, account
      from (select n, '{"backend":"HAPTIK","scope":"","ref":"' || n || '"}' as account from counted)
        as numbered`.execute(trx);
  });
}

const accountOf = (n: number): string =>
  JSON.stringify({ backend: 'HAPTIK', scope: '', ref: `${n}` });

const LOOKS: Readonly<Record<string, (db: Kysely<Tables>) => Promise<number>>> = {
  'what stands beside an account': async (db) => (await liveSteps(db, [accountOf(7000)])).length,
  'what stands beside many accounts': async (db) => {
    const accounts = Array.from({ length: 48 }, (_, n) => accountOf(100 * (n + 1)));
    return (await liveSteps(db, accounts)).length;
  },
  'what is due': async (db) => (await dueOperations(db, Date.now(), 48)).length,
};

describe('with very many operations waiting, SQLite', () => {
  it.each(Object.entries(LOOKS))('looks for %s by an index', async (_, look) => {
    const database = await SqliteDatabase.open(newFile());
    await fill({ write: async (work) => database.write(work) });
    const asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
    const watched = database.reader.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(database.reader.getExecutor().compileQuery(node, { queryId: 'test' }));
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    expect(await look(watched)).toBeGreaterThan(0);
    expect(asked).not.toEqual([]);
    for (const { sql: text, parameters } of asked) {
      const query = { sql: `explain query plan ${text}`, parameters: [...parameters] };
      const plan = await database.select<{ detail: string }>(query as never);
      for (const { detail } of plan) expect(detail).not.toMatch(/^SCAN /);
    }
    await database.close();
  });
});

describe('with very many operations waiting, PostgreSQL', () => {
  it.each(Object.entries(LOOKS))('looks for %s without reading them all', async (_, look) => {
    const url = await newPostgresUrl();
    await (await openRegistry(url)).close();
    const database = await PostgresDatabase.open(url);
    await fill({ write: async (work) => database.write(work) });
    // In one transaction, so that what it read is counted by its own session.
    const read = await database.write(async (trx) => {
      const before = await rowsRead(trx);
      expect(await look(trx)).toBeGreaterThan(0);
      return (await rowsRead(trx)) - before;
    });
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(WAITING / 10);
    await database.close();
  });
});

/** By this transaction, whole tables and indexes. */
async function rowsRead(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ read: string }>`
    select sum(pg_stat_get_xact_tuples_returned(oid)) as read from pg_class
    where relname ~ '^operation'`.execute(db);
  return Number(rows[0]?.read);
}
