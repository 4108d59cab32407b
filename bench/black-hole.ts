import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Asker, type Answered, type Load } from './black-hole-load.ts';
import type { HoleReport } from './hole.ts';
import { environment, linkPeople } from './peers.ts';
import { startProcess } from './server-process.ts';

// One backend goes silent under load, again and again: each round has a while without the hole, a while with it, and the
// return. Facet, the backends and the hole are processes of their own; Facet has its defaults, but for the time-out of a
// call and the cache, which would hide the hole.

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    /** Queries a second, half of them of people at the silent backend. */
    rate: { type: 'string', default: '160' },
    /** Until a backend answers, in milliseconds. */
    delay: { type: 'string', default: '20' },
  },
});

const TIMEOUT_MS = 1000;
/** Of each half of a round, and of the time after the return. */
const SECONDS = 4;
const AFTER_SECONDS = 2;
/** Until the breaker is open: the first calls into the hole have to time out. */
const SETTLED_MS = 1.5 * TIMEOUT_MS;
const RATE = Number(options.rate);

const folder = mkdtempSync(join(tmpdir(), 'facet-bench-'));
const database = join(folder, 'facet.db');
const ids = await linkPeople(database);
const backends = await startProcess('backends.ts', { DELAY_MS: options.delay });
const hole = await startProcess('hole.ts', { BACKEND_URL: backends.url });
const facet = await startProcess(
  '../src/main.ts',
  {
    ...environment(backends.url, database),
    CHAKRA_URL: (await rule('seen')).url,
    BACKEND_TIMEOUT_MS: String(TIMEOUT_MS),
    CACHE_TTL_MS: '0',
  },
  folder,
);
const asker = new Asker(facet.url, ids, RATE);
const stalls = monitorEventLoopDelay({ resolution: 5 });

await asker.load(5);
stalls.enable();
const rounds: Round[] = [];
const busy = await facet.cpu();
const begun = performance.now();
for (let count = 0; count < Number(options.rounds); count += 1) rounds.push(await round());
const share = ((await facet.cpu()) - busy) / (performance.now() - begun) / 10;
report();

await asker.close();
await facet.stop();
await hole.stop();
await backends.stop();
rmSync(folder, { recursive: true, force: true });

async function rule(what: 'open' | 'shut' | 'seen'): Promise<HoleReport> {
  const answer = await fetch(`${hole.url}/${what}`);
  return (await answer.json()) as HoleReport;
}

interface Round {
  readonly before: Load;
  readonly silent: Load;
  /** Calls that arrived in the hole, and queries that touched it, once the breaker was open. */
  readonly probes: number;
  readonly demand: number;
  /** Connections of the silent time that Facet still held in the end. */
  readonly held: number;
  /** Until the first whole answer, and until the last query whose answer was not whole, in milliseconds. */
  readonly first: number;
  readonly last: number;
}

async function round(): Promise<Round> {
  const before = await asker.load(SECONDS);
  await rule('open');
  const opened = performance.now();
  const load = asker.load(SECONDS + AFTER_SECONDS);
  await wait(SETTLED_MS);
  await rule('seen');
  await wait(SECONDS * 1000 - SETTLED_MS);
  const { arrived } = await rule('shut');
  const shut = performance.now();
  const { touching, others } = await load;
  const sent =
    (from: number, until: number) =>
    (one: Answered): boolean =>
      one.at >= from && one.at < until;
  const after = touching.filter(sent(shut, Infinity));
  const first = after.find(({ whole }) => whole);
  const last = after.findLast(({ whole }) => !whole);
  return {
    before,
    silent: {
      touching: touching.filter(sent(0, shut)),
      others: others.filter(sent(0, shut)),
    },
    probes: arrived,
    demand: touching.filter(sent(opened + SETTLED_MS, shut)).length,
    held: (await rule('seen')).held,
    first: first ? first.at + first.ms - shut : Infinity,
    last: last ? last.at + last.ms - shut : 0,
  };
}

function report(): void {
  const touching = rounds.flatMap(({ silent }) => silent.touching);
  const others = {
    before: rounds.flatMap(({ before }) => before.others),
    during: rounds.flatMap(({ silent }) => silent.others),
  };
  const ratios = rounds.map(
    ({ before, silent }) => percentile(silent.others, 0.99) / percentile(before.others, 0.99),
  );
  const sum = (part: (one: Round) => number): number =>
    rounds.reduce((total, one) => total + part(one), 0);
  const most = (part: (one: Round) => number): number => Math.max(...rounds.map(part));
  const late = touching.filter(({ ms }) => ms > TIMEOUT_MS + 50).length;

  say(`${rounds.length} rounds of ${SECONDS} s without the hole and ${SECONDS} s with it`);
  say(
    `${RATE} queries a second; Facet used ${rounded(share)} % of a core; load of the machine`,
    loadavg()[0],
  );
  say('longest stall of the process that asks, ms', stalls.max / 1e6);
  say('\nQueries that touch the silent backend', touching.length);
  say('  without the rest of the data', touching.filter(({ rest }) => !rest).length);
  say(`  slower than the time-out of a call (${TIMEOUT_MS} ms) and 50 ms`, late);
  say('  median, p99 and slowest, ms', spread(touching));
  say(
    '  calls to it while the breaker is open, % of demand',
    (100 * sum(({ probes }) => probes)) / sum(({ demand }) => demand),
  );
  say('\nThe other queries', others.during.length);
  say('  not answered in full', others.during.filter(({ whole }) => !whole).length);
  say('  median, p99 and slowest without the hole, ms', spread(others.before));
  say('  median, p99 and slowest with it, ms', spread(others.during));
  say('  p99 with it / without it: median of the rounds', median(ratios));
  say(
    '  p99 with it / without it: all rounds together',
    percentile(others.during, 0.99) / percentile(others.before, 0.99),
  );
  say('\nAfterwards');
  say(
    '  connections of the silent time that are still open',
    most(({ held }) => held),
  );
  say(
    '  first whole answer after its return: median and worst round, ms',
    medianAndMost(({ first }) => first),
  );
  say(
    '  last answer without it after its return: median and worst round, ms',
    medianAndMost(({ last }) => last),
  );

  function medianAndMost(part: (one: Round) => number): string {
    return `${rounded(median(rounds.map(part)))}, ${rounded(most(part))}`;
  }
}

function spread(answers: readonly Answered[]): string {
  return [0.5, 0.99, 1].map((part) => rounded(percentile(answers, part))).join(', ');
}

function percentile(answers: readonly Answered[], part: number): number {
  const sorted = answers.map(({ ms }) => ms).toSorted((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? NaN;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

function rounded(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function say(what: string, value?: number | string): void {
  const told = typeof value === 'number' ? rounded(value) : value;
  process.stdout.write(told === undefined ? `${what}\n` : `${what}: ${told}\n`);
}
