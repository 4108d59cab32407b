import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { openRegistry } from '../src/registry/open.ts';
import { startSandbox } from '../src/sandbox/index.ts';
import { holeBefore } from './hole.ts';
import { startProcess } from './server-process.ts';

// One backend goes silent under load: `node bench/black-hole.ts [requests a second]`. Facet is a process of its own with
// its defaults, but for the time-out of a call and the cache, which would hide the hole.

const TIMEOUT_MS = 1000;
const ROUNDS = 3;
const SECONDS = 7;
const RATE = Number(process.argv[2] ?? 100);

const TOUCHING = 'query ($id: ID!) { user(by: { id: $id }) { bio location { city } } }';
const OTHERS =
  'query ($id: ID!) { user(by: { id: $id }) { device { platform } location { city } } }';

interface Answered {
  readonly at: number;
  readonly ms: number;
  /** Nothing that the hole did not cost is missing. */
  readonly rest: boolean;
  readonly whole: boolean;
}

const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
const database = `sqlite:${join(folder, 'facet.db')}`;
const sandbox = await startSandbox();
const hole = await holeBefore(sandbox.backend('CHAKRA').url);
const ids = await peopleAtAll();
const facet = await startProcess('../src/main.ts', {
  ...sandbox.environment,
  CHAKRA_URL: hole.url,
  SANDBOX: '0',
  PORT: '0',
  DATABASE_URL: database,
  BACKEND_TIMEOUT_MS: String(TIMEOUT_MS),
  CACHE_TTL_MS: '0',
});
const pool = new Pool(facet.url, { connections: 512 });

await underLoad(3);
const rounds: Round[] = [];
for (let count = 0; count < ROUNDS; count += 1) rounds.push(await round());
await wait(TIMEOUT_MS);
report();

await pool.close();
await facet.stop();
hole.close();
await sandbox.close();
rmSync(folder, { recursive: true });

/** Links the sandbox's people; those who have an account at each of the three backends that can be read. */
async function peopleAtAll(): Promise<readonly string[]> {
  const registry = await openRegistry(database);
  const people = sandbox.people.map(({ accounts }) => accounts);
  await registry.seed(people, { kind: 'LINK', actor: 'bench', evidence: 'sandbox' });
  const { users } = await registry.page({
    limit: 100,
    direction: 'older',
    beyond: null,
    hasAccountAt: 'CHAKRA',
  });
  await registry.close();
  const both = users.filter(({ accounts }) => {
    const backends = new Set(accounts.map(({ backend }) => backend));
    return backends.has('EMERITUS') && backends.has('HAPTIK_TRACT');
  });
  return both.map(({ id }) => id);
}

/** A while with it, a while without it, and its return. */
interface Round {
  readonly before: Load;
  readonly silent: Load;
  /** Calls that arrived in the hole, and queries that touched it, once the breaker was open. */
  readonly probes: number;
  readonly demand: number;
  /** Until the first whole answer, and until the last query whose answer was not whole, in milliseconds. */
  readonly first: number;
  readonly last: number;
}

async function round(): Promise<Round> {
  const before = await underLoad(SECONDS);
  hole.open();
  const settled = performance.now() + 2 * TIMEOUT_MS;
  const during = underLoad(SECONDS);
  await wait(2 * TIMEOUT_MS);
  hole.arrived();
  const silent = await during;
  const probes = hole.arrived();
  hole.shut();
  const shut = performance.now();
  const { touching } = await underLoad(3);
  const first = touching.find(({ whole }) => whole);
  const last = touching.findLast(({ whole }) => !whole);
  return {
    before,
    silent,
    probes,
    demand: silent.touching.filter(({ at }) => at > settled).length,
    first: first ? first.at + first.ms - shut : NaN,
    last: last ? last.at - shut : 0,
  };
}

interface Load {
  readonly touching: readonly Answered[];
  readonly others: readonly Answered[];
}

/** Both kinds of queries at the same rate, sent whether or not those before are answered. */
async function underLoad(seconds: number): Promise<Load> {
  const touching: Promise<Answered>[] = [];
  const others: Promise<Answered>[] = [];
  const begun = performance.now();
  for (let count = 0; count < seconds * RATE; count += 1) {
    const due = begun + (count * 1000) / RATE;
    if (due > performance.now()) await wait(due - performance.now());
    const id = ids[count % ids.length] ?? '';
    touching.push(ask(TOUCHING, id));
    others.push(ask(OTHERS, id));
  }
  return { touching: await Promise.all(touching), others: await Promise.all(others) };
}

async function ask(query: string, id: string): Promise<Answered> {
  const at = performance.now();
  const answer = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { id } }),
  });
  const { data, errors = [] } = (await answer.body.json()) as {
    readonly data: { readonly user: Readonly<Record<string, unknown>> | null } | null;
    readonly errors?: readonly { readonly extensions: { readonly backend?: string } }[];
  };
  const rest =
    Boolean(data?.user && 'location' in data.user) &&
    errors.every(({ extensions }) => extensions.backend === 'CHAKRA');
  return { at, ms: performance.now() - at, rest, whole: errors.length === 0 };
}

function report(): void {
  const touching = rounds.flatMap(({ silent }) => silent.touching);
  const others = [
    rounds.flatMap(({ before }) => before.others),
    rounds.flatMap(({ silent }) => silent.others),
  ] as const;
  const sum = (part: (one: Round) => number): number =>
    rounds.reduce((total, one) => total + part(one), 0);
  const worst = (part: (one: Round) => number): number => Math.max(...rounds.map(part));
  const at = (part: number): readonly number[] => others.map((them) => percentile(them, part));
  const [before = NaN, during = NaN] = at(0.99);
  say('queries a second', 2 * RATE);
  say('p50 of queries that touch it, while it is silent, ms', percentile(touching, 0.5));
  say(`slowest of them, ms (a call times out after ${TIMEOUT_MS})`, percentile(touching, 1));
  say('of them without the rest of the data', touching.filter(({ rest }) => !rest).length);
  say('p50 of the others before and during, ms', at(0.5).map(rounded).join(', '));
  say('p99 of the others before and during, ms', at(0.99).map(rounded).join(', '));
  say('p99 of the others, ratio', (during / before).toFixed(2));
  say(
    'calls to it while open, % of demand',
    (100 * sum((one) => one.probes)) / sum((one) => one.demand),
  );
  say('dead connections still held at the end', hole.held());
  say(
    'first whole answer after it returned, ms',
    worst(({ first }) => first),
  );
  say(
    'last query after it returned that went without it, ms',
    worst(({ last }) => last),
  );
}

function percentile(answers: readonly Answered[], part: number): number {
  const sorted = answers.map(({ ms }) => ms).toSorted((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? NaN;
}

function rounded(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}

function say(what: string, value: number | string): void {
  process.stdout.write(`${what}: ${typeof value === 'number' ? rounded(value) : value}\n`);
}
