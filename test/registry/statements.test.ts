import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UserKey } from '#registry';
import type { UserBy } from '#schema';
import type { Database } from '../../src/registry/sql/tables.ts';
import { SqliteDatabase } from '../../src/registry/sqlite/database.ts';
import { SqlRegistry } from '../../src/registry/sql/sql-registry.ts';
import { isOneProcess, type TestFacet, startTestFacet } from '../facet.ts';
import { databaseFiles } from './database-files.ts';
import { newPostgresUrl } from './databases.ts';
import { type PostgresProxy, startProxy } from './postgres-proxy.ts';

const newFile = databaseFiles();
let proxy: PostgresProxy;
let facet: TestFacet;

beforeAll(async () => {
  const url = await newPostgresUrl();
  proxy = await startProxy(url);
  facet = await startTestFacet({ people: true, environment: { DATABASE_URL: proxy.urlOf(url) } });
});
afterAll(async () => {
  await facet.close();
  await proxy.close();
});

it.runIf(isOneProcess)(
  'finds all keys of a request in one statement of PostgreSQL, whatever their kinds',
  async () => {
    const { users } = await facet.registry.page({
      limit: 12,
      direction: 'older',
      beyond: null,
      hasAccountAt: null,
    });
    const byId = users.map(({ id }) => ({ id }));
    const byRef = users
      .flatMap(({ accounts }) => accounts)
      .flatMap(({ backend, ref }): readonly UserBy[] => {
        if (backend === 'HAPTIK') return [{ authId: ref }];
        return backend === 'VOLT_MX' ? [{ voltMxId: ref }] : [];
      });
    expect(byRef.length).toBeGreaterThan(3);
    const [user] = users;
    const before = proxy.statements.length;
    const { data, errors } = await facet.query(
      `query ($by: [UserBy!]!, $ids: [ID!]!, $id: ID!, $account: ID!) {
      users(by: $by) { id accounts { id } } nodes(ids: $ids) { id } node(id: $account) { id }
      one: user(by: { id: $id }) { id } nobody: user(by: { thirdPartyUserId: "nobody" }) { id } }`,
      {
        by: [...byId, ...byRef],
        ids: byId.map(({ id }) => id),
        id: user?.id,
        account: user?.accounts[0]?.id,
      },
    );
    expect(errors).toBeUndefined();
    expect(data?.['users']).toHaveLength(byId.length + byRef.length);
    expect(proxy.statements.slice(before)).toEqual([expect.stringContaining('from "users"')]);
  },
);

it('finds keys of all kinds in one statement of SQLite', async () => {
  const database = await SqliteDatabase.open(newFile());
  const statements: string[] = [];
  const counting: Database = {
    reader: database.reader,
    failed: database.failed,
    reasonOf: database.reasonOf,
    lateReason: database.lateReason,
    now: () => database.now(),
    write: async (work) => database.write(work),
    probe: async (at) => database.probe(at),
    close: async () => database.close(),
    select: async (query) => {
      statements.push(query.sql);
      return database.select(query);
    },
  };
  const keys: readonly UserKey[] = Array.from({ length: 50 }, (_, n) => [
    { by: 'userId', id: `user_${n}` } as const,
    { by: 'accountId', id: `acct_${n}` } as const,
    { by: 'key', backend: 'CHAKRA', scope: '', ref: `${n}` } as const,
    { by: 'alias', backend: 'HAPTIK_TRACT', scheme: 'ectUserId', value: `${n}` } as const,
  ]).flat();
  await new SqlRegistry(counting).find(keys);
  expect(statements).toHaveLength(1);
  await database.close();
});
