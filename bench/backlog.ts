/**
 * How fast waiting creations are carried out when their backends work again, and what reads cost beside that, on SQLite
 * and on PostgreSQL: `npm run bench:backlog -- --waiting 2000,100000 --database sqlite --backends HAPTIK,VOLT_MX`. At least
 * 500 a second is wanted, flat in the number waiting, and reads at most 1.2 times their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { openRegistry } from '#registry';
import type { NewStep } from '#registry';
import { PostgresDatabase } from '../src/registry/postgres/database.ts';
import { SqliteDatabase } from '../src/registry/sqlite/database.ts';
import type { Database, Tables } from '../src/registry/sql/tables.ts';
import { startPostgres } from '../test/postgres.ts';
import { startProcess } from './server-process.ts';

const { values: options } = parseArgs({
  options: {
    waiting: { type: 'string', default: '1000,10000' },
    database: { type: 'string' },
    backends: { type: 'string', default: 'HAPTIK' },
  },
});
const SIZES = options.waiting.split(',').map(Number);
const ONLY = options.database;
const BACKENDS = options.backends.split(',');
/** Long enough for 100,000 at a fifth of the rate that is wanted. */
const LIMIT_MS = 1_000_000;
/** Waiting operations that are made in one statement, which has four seconds on PostgreSQL. */
const AT_ONCE = 5000;
/** How long reads are measured by themselves. */
const ALONE_MS = 2000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const REQUESTS: Readonly<Record<string, object>> = {
  HAPTIK: { auth_id: 'bench#', name: 'Asha Rao' },
  VOLT_MX: { firstName: 'Asha', lastName: 'Rao', country: 'India', email: 'asha#@example.net' },
  EMERITUS: { corp_id: 'bench', email: 'asha#@example.net' },
};

const stepAt = (backend: string): NewStep => ({
  backend: backend as NewStep['backend'],
  write: 'create',
  state: 'INTENT',
  request: { ...REQUESTS[backend] },
  needsSecret: false,
  account: backend === 'HAPTIK' ? { backend: 'HAPTIK', scope: '', ref: 'bench#' } : null,
  deferred: null,
  owner: null,
  fields: null,
  parts: { stored: [], notStored: [] },
  follows: null,
  outcome: null,
});

/** Creations that were sent when their backends did not answer, and that are due. */
async function fill(url: string, waiting: number): Promise<void> {
  const registry = await openRegistry(url);
  const lease = { owner: 'bench', ms: 0 };
  const { operation } = await registry.operations.begin(
    {
      caller: 'bench',
      mutation: 'createUser',
      key: null,
      fingerprint: 'none',
      userId: null,
      keepMs: 86_400_000,
      steps: BACKENDS.map(stepAt),
    },
    lease,
  );
  await registry.adopt([{ backend: 'EMERITUS', scope: 'bench', ref: 'reader' }], {
    kind: 'ADOPT',
    actor: 'facet',
    evidence: 'bench',
  });
  await registry.close();
  const database = await open(url);
  for (let first = 2; first <= waiting + 1; first += AT_ONCE) {
    const last = Math.min(first + AT_ONCE - 1, waiting + 1);
    await database.write(async (trx) => copies(trx, operation.id, [first, last]));
  }
  await database.write(async (trx) => {
    await trx.deleteFrom('operations').where('id', '=', operation.id).execute();
  });
  await database.close();
}

const open = async (url: string): Promise<Database> =>
  url.startsWith('sqlite:')
    ? SqliteDatabase.open(url.slice('sqlite:'.length))
    : PostgresDatabase.open(url);

/** The operation and its steps once more for every number from the first to the last. */
async function copies(
  db: Kysely<Tables>,
  id: string,
  [first, last]: readonly [number, number],
): Promise<void> {
  const numbers = sql`with recursive counted(n) as (
    select ${sql.lit(first)} union all select n + 1 from counted where n < ${sql.lit(last)})`;
  const own = new Date(Date.now() - 60_000).toISOString();
  await sql`insert into operations (id, sequence, caller, mutation, fingerprint, state, due_at, waits,
      created_at, compared, keep_seconds)
    ${numbers} select 'oper_bench' || n, n, 'bench', 'createUser', 'none', 'WAITING', ${own}, 1,
      ${own}, 1, 86400 from counted`.execute(db);
  await sql`insert into operation_steps (operation_id, position, backend, write, state, request,
      needs_secret, account, held, owner, attempts, sent_at, parts, live_account)
    ${numbers} select 'oper_bench' || n, position, backend, write, 'SENT',
      replace(request, '#', cast(n as text)), 0, replace(account, '#', cast(n as text)), held, owner,
      1, ${own}, parts, replace(account, '#', cast(n as text))
    from counted cross join operation_steps where operation_id = ${id}`.execute(db);
}

const READ = JSON.stringify({
  query: '{ user(by: { emeritus: { userId: "reader" } }) { id displayName accounts { id } } }',
});

/** The times of reads, one after another, until `isOver`, in milliseconds. */
async function reads(url: string, isOver: () => boolean): Promise<readonly number[]> {
  const times: number[] = [];
  while (!isOver()) {
    const start = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: READ,
    });
    const text = await response.text();
    if (!text.includes('Asha Rao')) throw new Error(`A read came to ${text}`);
    times.push(performance.now() - start);
    await sleep(5);
  }
  return times;
}

function summary(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number) => (sorted[Math.floor(sorted.length * part)] ?? Number.NaN).toFixed(1);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms of ${times.length}`;
}

async function environmentOf(databaseUrl: string, backends: string) {
  return {
    DATABASE_URL: databaseUrl,
    HAPTIK_URL: backends,
    HAPTIK_TOKEN: 'token',
    HAPTIK_CLIENT_ID: 'client',
    VOLT_MX_URL: backends,
    VOLT_MX_USERNAME: 'name',
    VOLT_MX_PASSWORD: 'password',
    EMERITUS_URL: backends,
    EMERITUS_TOKEN: 'token',
    EMERITUS_APP_ID: 'app',
    EMERITUS_CORP_ID: 'bench',
    PORT: '0',
    SANDBOX: '0',
    CACHE_TTL_MS: '0',
  };
}

/** How many a second were carried out in the tenth from a part of all on. */
function rateIn(
  course: readonly (readonly [number, number])[],
  waiting: number,
  part: number,
): number {
  const at = (done: number) =>
    course.find(([, left]) => waiting - left >= waiting * done) ?? [Number.NaN, 0];
  const [from, leftThen] = at(part);
  const [to, leftLast] = at(Math.min(part + 0.1, 1));
  return Math.round(((leftThen - leftLast) / (to - from)) * 1000);
}

async function measure(url: string, waiting: number): Promise<void> {
  await fill(url, 0);
  const backends = await startProcess('./backlog-backends.ts');
  const environment = await environmentOf(url, backends.url);
  const alone = await startProcess('../src/main.ts', environment);
  const warm = performance.now() + 500;
  await reads(alone.url, () => performance.now() > warm);
  const end = performance.now() + ALONE_MS;
  const before = await reads(alone.url, () => performance.now() > end);
  await alone.stop();
  const database = await open(url);
  await database.write(async (trx) => sql`delete from operations`.execute(trx));
  await database.close();
  await fill(url, waiting);
  const facet = await startProcess('../src/main.ts', environment);
  const watch = await open(url);
  const cpuBefore = await facet.cpu();
  const start = performance.now();
  let isDone = false;
  const beside = reads(facet.url, () => isDone);
  let left = waiting;
  /** How many were left, and when. */
  const course: (readonly [number, number])[] = [[0, waiting]];
  while (left > 0 && performance.now() - start < LIMIT_MS) {
    await sleep(100);
    const { count } = await watch.reader
      .selectFrom('operations')
      .select(({ fn }) => fn.countAll<number | string>().as('count'))
      .where('state', 'in', ['RUNNING', 'WAITING'])
      .executeTakeFirstOrThrow();
    left = Number(count);
    course.push([performance.now() - start, left]);
  }
  isDone = true;
  const seconds = (performance.now() - start) / 1000;
  const rate = Math.round((waiting - left) / seconds);
  const cpu = ((await facet.cpu()) - cpuBefore) / 1000;
  const each = (cpu / Math.max(waiting - left, 1)).toFixed(2);
  say(`${waiting} waiting: ${rate} a second, ${left} left after ${seconds.toFixed(1)} s`);
  say(`  first tenth ${rateIn(course, waiting, 0)} a second, last ${rateIn(course, waiting, 0.9)}`);
  say(`  CPU ${each} ms each, reads included`);
  say(`  reads alone: ${summary(before)}`);
  say(`  reads beside: ${summary(await beside)}`);
  await watch.close();
  await facet.stop();
  await backends.stop();
}

if (ONLY !== 'postgres') {
  say(`SQLite, ${BACKENDS.join(' and ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'facet-backlog-'));
  for (const size of SIZES) await measure(`sqlite:${join(folder, `${size}.db`)}`, size);
  rmSync(folder, { recursive: true, force: true });
}
if (ONLY !== 'sqlite') {
  say(`PostgreSQL, ${BACKENDS.join(' and ')}`);
  const server = await startPostgres();
  for (const size of SIZES) await measure(await server.createDatabase(), size);
  await server.close();
}
