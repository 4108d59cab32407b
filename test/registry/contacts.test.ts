import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { Cause, ContactPoint, ContactPointsOf, NewAccount } from '#registry';
import type { Tables } from '../../src/registry/sql/tables.ts';
import { identity } from '../../src/registry/migrations/0001-identity.ts';
import { merging } from '../../src/registry/migrations/0003-merging.ts';
import { heldSteps } from '../../src/registry/migrations/0004-held-steps.ts';
import { NodeSqlite, NodeSqliteDialect } from '../../src/registry/sqlite/dialect.ts';
import { operations } from '../../src/registry/migrations/0002-operations.ts';
import { slices } from '../../src/registry/sql/slices.ts';
import { databases } from './databases.ts';

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'test' };
const contacts: ContactPointsOf = (_backend, { email }) =>
  typeof email === 'string' ? [{ kind: 'EMAIL', value: email }] : [];
const email = (value: string): ContactPoint => ({ kind: 'EMAIL', value });
const haptik = (ref: string, written: NewAccount['written']): NewAccount => ({
  backend: 'HAPTIK',
  scope: '',
  ref,
  written,
});

const at = '2026-01-01T00:00:00.000Z';
const dialect = {
  appendOnly: () => [],
  appendOnlyUnlessPermitted: () => [],
  permit: () => [],
  keptInKey: sql``,
  unlogged: sql``,
};
const earlier = {
  '0001-identity': identity(dialect),
  '0002-operations': operations,
  '0003-merging': merging(dialect),
  '0004-held-steps': heldSteps,
};

/** A database as the earlier migrations made it, with people of whom no contact point was kept. */
async function writtenByAnOlderVersion(url: string, people: number): Promise<void> {
  const db = new Kysely<Tables>({
    dialect: url.startsWith('sqlite:')
      ? new NodeSqliteDialect(new NodeSqlite(new DatabaseSync(url.slice('sqlite:'.length))))
      : new PostgresDialect({ pool: new Pool({ connectionString: url }) }),
  });
  const provider = { getMigrations: async () => earlier };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  expect(error).toBeUndefined();
  const ids = Array.from({ length: people }, (_, n) => `${n}`.padStart(5, '0'));
  for (const some of slices(ids, 250)) {
    const users = some.map((id) => ({ id: `user_${id}`, created_at: at, merged_into: null }));
    await db.insertInto('users').values(users).execute();
    const accounts = some.map((id) => ({
      id: `acct_${id}`,
      user_id: `user_${id}`,
      backend: 'HAPTIK' as const,
      scope: '',
      ref: id,
      linked_at: at,
      last_write: id === '00001' ? null : JSON.stringify({ email: `${Number(id)}@x` }),
      written_at: id === '00001' ? null : at,
    }));
    await db.insertInto('accounts').values(accounts).execute();
  }
  const kept = { account_id: 'acct_00000', kind: 'EMAIL' as const, value: '0@x' };
  await db.insertInto('contact_points').values(kept).execute();
  await db.destroy();
}

describe.each(databases())('contact points in $name', ({ newUrl }) => {
  it('finds the users whose last writes have one of them', async () => {
    const registry = await openRegistry(await newUrl(), contacts);
    const { account: one } = await registry.link(null, haptik('a1', { email: 'a@x' }), LINKED);
    const { account: other } = await registry.link(null, haptik('a2', { email: 'b@x' }), LINKED);
    const holders = async (...points: ContactPoint[]) =>
      new Set(await registry.contactHolders(points));
    expect(await holders(email('a@x'), email('c@x'))).toEqual(new Set([one.userId]));
    expect(await holders(email('a@x'), email('b@x'))).toEqual(new Set([one.userId, other.userId]));
    expect(await holders({ kind: 'PHONE', value: 'a@x' })).toEqual(new Set());
    expect(await holders()).toEqual(new Set());
    await registry.recordWrite(one.id, { email: 'b@x' });
    expect(await holders(email('a@x'))).toEqual(new Set());
    await registry.unlink(other.userId, other, LINKED);
    expect(await holders(email('b@x'))).toEqual(new Set([one.userId]));
    await registry.close();
  });

  it('names no more than 101 of very many users', async () => {
    const registry = await openRegistry(await newUrl(), contacts);
    const shared = (n: number) => [haptik(`s${n}`, { email: 'desk@x' })];
    await registry.seed(
      Array.from({ length: 150 }, (_, n) => shared(n)),
      LINKED,
    );
    await registry.link(null, haptik('a1', { email: 'a@x' }), LINKED);
    expect(await registry.contactHolders([email('desk@x'), email('a@x')])).toHaveLength(102);
    await registry.close();
  });

  it('knows what was written before they were kept, once its tables are brought up to date', async () => {
    const url = await newUrl();
    const people = 2100;
    await writtenByAnOlderVersion(url, people);
    const registry = await openRegistry(url, contacts);
    const all = Array.from({ length: people }, (_, n) => email(`${n}@x`));
    expect(await registry.contactHolders(all)).toHaveLength(people - 1);
    await registry.close();
  });
});
