import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { openRegistry } from '../../src/registry/open.ts';
import type {
  Cause,
  ContactPoint,
  ContactPointsOf,
  NewAccount,
} from '../../src/registry/registry.ts';
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

async function run(url: string, statements: readonly string[]): Promise<void> {
  if (url.startsWith('sqlite:')) {
    using file = new DatabaseSync(url.slice('sqlite:'.length));
    for (const statement of statements) file.exec(statement);
    return;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
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
    const older = await openRegistry(url, contacts);
    await older.seed(
      Array.from({ length: people }, (_, n) => [haptik(`o${n}`, { email: `${n}@x` })]),
      LINKED,
    );
    await older.link(null, { backend: 'CHAKRA', scope: '', ref: 'unwritten' }, LINKED);
    await older.close();
    // As an older version left it; one account was written to by a later one.
    await run(url, [
      `delete from contact_points where value <> '0@x'`,
      `delete from kysely_migration where name = '0005-contacts'`,
    ]);
    const registry = await openRegistry(url, contacts);
    const all = Array.from({ length: people }, (_, n) => email(`${n}@x`));
    expect(await registry.contactHolders(all)).toHaveLength(people);
    await registry.close();
  });
});
