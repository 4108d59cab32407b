/**
 * What finding people costs in a registry of 10³ to 10⁶ users, on SQLite and on PostgreSQL:
 * `node bench/registry.ts [most users, 1000000] [sqlite|postgres]`. A flat curve is wanted.
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { NewAccount, Registry, UserKey } from '#registry';
import type { Database } from '../src/registry/sql/tables.ts';
import { PostgresDatabase } from '../src/registry/postgres/database.ts';
import { SqliteDatabase } from '../src/registry/sqlite/database.ts';
import { SqlRegistry } from '../src/registry/sql/sql-registry.ts';
import { startPostgres } from '../test/postgres.ts';

const MOST = Number(process.argv[2] ?? 1_000_000);
const ONLY = process.argv[3];
const SIZES = [1000, 10_000, 100_000, 1_000_000].filter((size) => size <= MOST);
const CHUNK = 2000;
const ROUNDS = 400;
const SEEDED = { kind: 'ADOPT', actor: 'facet', evidence: 'bench' } as const;

const tract = (n: number) => ({ backend: 'HAPTIK_TRACT', scope: '', ref: `tract-${n}` }) as const;

const personAt = (n: number): readonly NewAccount[] => [
  { ...tract(n), aliases: { thirdPartyUserId: `wa-${n}` } },
  { backend: 'EMERITUS', scope: 'acme', ref: `entity-${n}` },
];

const byRef = (n: number): UserKey => ({ by: 'key', ...tract(n) });

/** How a request may look people up; `n` is any of the users. */
const LOOKUPS: Readonly<Record<string, (n: number) => UserKey>> = {
  ref: byRef,
  alias: (n) => ({
    by: 'alias',
    backend: 'HAPTIK_TRACT',
    scheme: 'thirdPartyUserId',
    value: `wa-${n}`,
  }),
};

const say = (text: string): void => void process.stdout.write(text);

async function fill(registry: Registry, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += CHUNK) {
    const people = Array.from({ length: Math.min(CHUNK, to - at) }, (_, n) => personAt(at + n));
    await registry.seed(people, SEEDED);
    if (process.stdout.isTTY || at % 100_000 === 0) say(`\r  ${at + people.length} users`);
  }
  say(`\r  ${to} users\n`);
}

/** The median time of a `find` of so many keys, in microseconds. */
async function costOf(
  registry: Registry,
  size: number,
  keys: number,
  keyAt: (n: number) => UserKey,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const asked = Array.from({ length: keys }, () => keyAt(Math.floor(Math.random() * size)));
    const start = performance.now();
    const found = await registry.find(asked);
    times.push((performance.now() - start) * 1000);
    if (found.length === 0) throw new Error('Somebody was not found.');
  }
  return times.toSorted((a, b) => a - b)[ROUNDS / 2] ?? 0;
}

async function measure(registry: Registry, size: number): Promise<Record<string, number>> {
  const among = Array.from({ length: 4000 }, () => Math.floor(Math.random() * size));
  const users = await registry.find(among.map(byRef));
  const byId = (n: number): UserKey => ({ by: 'userId', id: users[n % users.length]?.id ?? '' });
  const costs: Record<string, number> = {};
  for (const [name, keyAt] of Object.entries({ id: byId, ...LOOKUPS })) {
    for (const keys of [1, 50]) {
      costs[`${keys} by ${name}`] = Math.round(await costOf(registry, size, keys, keyAt));
    }
  }
  return costs;
}

/** A registry that remembers nobody: the statements are measured, of which few users would save many. */
const forgetful = (database: Database): Registry =>
  new SqlRegistry({
    reader: database.reader,
    select: async (query) => database.select(query),
    write: async (work) => database.write(work),
    probe: async (at) => database.probe(at),
    failed: (error) => database.failed(error),
    reasonOf: (error) => database.reasonOf(error),
    lateReason: database.lateReason,
    now: () => database.now(),
    close: async () => database.close(),
  });

interface Care {
  /** Before each measurement. */
  readonly warm?: () => Promise<void>;
  /** Before one more, after the last. */
  readonly settle?: () => Promise<void>;
}

/** Fills the database step by step. */
async function curve(name: string, database: Database, { warm, settle }: Care): Promise<void> {
  say(`${name}\n`);
  const registry = forgetful(database);
  const rows: Record<string, Record<string, number>> = {};
  let filled = 0;
  for (const size of SIZES) {
    await fill(registry, filled, size);
    filled = size;
    await warm?.();
    rows[`${size} users`] = await measure(registry, size);
  }
  if (settle) {
    await settle();
    rows['vacuumed'] = await measure(registry, filled);
  }
  await registry.close();
  say('  median of a find, in microseconds\n');
  for (const [size, costs] of Object.entries(rows)) {
    const cells = Object.entries(costs).map(([lookup, cost]) => `${lookup} ${cost}`);
    say(`  ${size.padStart(14)}: ${cells.join(', ')}\n`);
  }
}

async function sqlite(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
  const file = join(folder, 'facet.db');
  // What the operating system has dropped of the file meanwhile would be measured, not the statements.
  const warm = async () => {
    for await (const part of createReadStream(file, { highWaterMark: 2 ** 20 })) void part;
  };
  await curve('SQLite', await SqliteDatabase.open(file), { warm });
  rmSync(folder, { recursive: true, force: true });
}

/** PostgreSQL may or may not have got round to its tables when people are looked up: it is measured as if it never did. */
async function postgres(): Promise<void> {
  const server = await startPostgres();
  const url = await server.createDatabase();
  const database = await PostgresDatabase.open(url);
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const table of ['users', 'accounts', 'account_aliases', 'history']) {
    await client.query(`alter table ${table} set (autovacuum_enabled = false)`);
  }
  const settle = async () => void (await client.query('vacuum analyze'));
  await curve('PostgreSQL without statistics', database, { settle });
  await client.end();
  await server.close();
}

if (ONLY !== 'postgres') await sqlite();
if (ONLY !== 'sqlite') await postgres();
