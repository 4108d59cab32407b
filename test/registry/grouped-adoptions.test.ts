import { describe, expect, it } from 'vitest';
import type { ContactPointsOf } from '#registry';
import type { Database } from '../../src/registry/sql/tables.ts';
import { PostgresDatabase } from '../../src/registry/postgres/database.ts';
import { SqlRegistry } from '../../src/registry/sql/sql-registry.ts';
import { SqliteDatabase } from '../../src/registry/sqlite/database.ts';
import { ADOPTED, chakra, haptik } from './contract/accounts.ts';
import { databaseFiles } from './database-files.ts';
import { newPostgresUrl } from './databases.ts';

const newFile = databaseFiles();
const kinds = [
  { name: 'SQLite', open: async () => SqliteDatabase.open(newFile()) },
  { name: 'PostgreSQL', open: async () => PostgresDatabase.open(await newPostgresUrl()) },
];

/** The database, and how many transactions it was asked for. */
function counted(database: Database): {
  readonly database: Database;
  readonly writes: () => number;
} {
  let count = 0;
  const counting: Database = {
    reader: database.reader,
    failed: (error) => database.failed(error),
    reasonOf: (error) => database.reasonOf(error),
    lateReason: database.lateReason,
    now: () => database.now(),
    write: async (work, options) => {
      count += 1;
      return database.write(work, options);
    },
    probe: async (at) => database.probe(at),
    close: async () => database.close(),
    select: async (query) => database.select(query),
  };
  return { database: counting, writes: () => count };
}

/** Fails for one account, as a fault in our own reading of its last write would. */
const failing: ContactPointsOf = (_backend, { name }) => {
  if (name === 'Poison') throw new TypeError('This record cannot be read.');
  return [];
};

describe.each(kinds)('adoptions on $name', ({ open }) => {
  it('that come together are few transactions', async () => {
    const { database, writes } = counted(await open());
    const registry = new SqlRegistry(database);
    const adopted = await Promise.all(
      Array.from({ length: 1000 }, async (_, n) => registry.adopt([chakra(`c-${n}`)], ADOPTED)),
    );
    expect(new Set(adopted.flat().map(({ id }) => id)).size).toBe(1000);
    expect(writes()).toBeLessThanOrEqual(4);
    await registry.close();
  });

  it('of what is known write nothing', async () => {
    const { database, writes } = counted(await open());
    const registry = new SqlRegistry(database);
    await registry.adopt([chakra('c-1'), chakra('c-2')], ADOPTED);
    const before = writes();
    await Promise.all([
      registry.adopt([chakra('c-1')], ADOPTED),
      registry.adopt([chakra('c-2')], ADOPTED),
    ]);
    expect(writes()).toBe(before);
    await registry.close();
  });

  it('fail by themselves when one of those that came together cannot be made', async () => {
    const registry = new SqlRegistry(await open(), failing);
    const named = (ref: string, name: string) => ({ ...haptik(ref), written: { name } });
    const results = await Promise.allSettled([
      registry.adopt([named('a1', 'Asha')], ADOPTED),
      registry.adopt([named('a2', 'Poison')], ADOPTED),
      registry.adopt([named('a3', 'Bo')], ADOPTED),
    ]);
    expect(results).toMatchObject([
      { status: 'fulfilled', value: [{ accounts: [{ ref: 'a1' }] }] },
      { status: 'rejected', reason: { message: 'This record cannot be read.' } },
      { status: 'fulfilled', value: [{ accounts: [{ ref: 'a3' }] }] },
    ]);
    expect(await registry.count(null)).toBe(2);
    await registry.close();
  });

  it('are finished before the registry closes', async () => {
    const registry = new SqlRegistry(await open());
    const running = registry.adopt([chakra('c-1')], ADOPTED);
    await registry.close();
    expect(await running).toMatchObject([{ accounts: [{ ref: 'c-1' }] }]);
  });
});
