import { deepStrictEqual } from 'node:assert/strict';
import { readOptions } from './cpu-options.ts';
import { busyMicroseconds, shown, spreadOf } from './figures.ts';
import type { Spread } from './figures.ts';
import { load } from './load.ts';
import { startPeers } from './peers.ts';
import type { Peers } from './peers.ts';
import { SCENARIO_NAMES, grown, priced, scenarios } from './scenarios.ts';
import type { Ask, Scenario } from './scenarios.ts';
import { isPinned, stayAside } from './server-process.ts';

// CPU time of Facet for a request, next to the hand-written aggregator that makes the same calls and gives the same answer.
// Each round measures all of them in turn, in short slices and each time in another order: whatever else the machine does
// meets all. A ratio is taken within a round.

/** What is compared, in this order. */
const NAMES = [...SCENARIO_NAMES, 'price', 'growth'];

type Side = 'facet' | 'changing' | 'silent' | 'keyed' | 'cached' | 'aggregator';

/** One of those that a round measures. */
interface Contender {
  readonly name: string;
  readonly side: Side;
  readonly scenario: Scenario;
}

/** What a comparison came to, by contender: microseconds of CPU for a request, and the ratio to the first contender. */
type Result = Readonly<Record<string, { readonly us: Spread; readonly ratio: Spread }>>;

const options = readOptions(NAMES);
const say = (line: string): void =>
  void (options.json ? process.stderr : process.stdout).write(`${line}\n`);

/** Both must give the same data with the same calls, or the numbers would mean nothing. */
async function verify(scenario: Scenario, peers: Peers): Promise<void> {
  const facet = await answerAndCalls('facet', scenario, peers);
  const aggregator = await answerAndCalls('aggregator', scenario, peers);
  deepStrictEqual(facet, aggregator);
  say(`  same data; calls of a request: ${JSON.stringify(facet.calls)}`);
}

async function answerAndCalls(side: Side, scenario: Scenario, peers: Peers) {
  const calls = async (): Promise<unknown> => (await fetch(`${peers.backends.url}/calls`)).json();
  await calls();
  const [answer] = await load(peers[side], [askOf(side, scenario, 0)], 1);
  return { answer, calls: await calls() };
}

const askOf = (side: Side, { aggregator, facet }: Scenario, turn: number): Ask =>
  side === 'aggregator' ? aggregator(turn) : facet(turn);

/**
 * Microseconds of CPU for one request under steady load. While the others were measured this server had a pause, after
 * which connections, caches and compiled code come back only with the first requests: `leadIn` of them do not count.
 */
async function measure(
  { side, scenario }: Contender,
  requests: number,
  peers: Peers,
): Promise<number> {
  const { leadIn } = scenario;
  const asks = Array.from({ length: leadIn + requests }, (_, turn) => askOf(side, scenario, turn));
  let before = NaN;
  await load(peers[side], asks, options.atATime, async (begun) => {
    if (begun === leadIn) before = await peers[side].cpu();
  });
  return ((await peers[side].cpu()) - before) / requests;
}

/** The first contender is what the others are divided by. */
async function compare(contenders: readonly Contender[], peers: Peers): Promise<Result> {
  const costs = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (const one of contenders) await measure(one, one.scenario.warmUp, peers);
  const { rounds } = options;
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const one = contenders[(round + turn) % contenders.length];
      if (one) costs.get(one.name)?.push(await measure(one, one.scenario.requests, peers));
    }
  }
  const base = costs.get(contenders[0]?.name ?? '') ?? [];
  const entries = [...costs].map(([name, values]) => {
    const ratio = spreadOf(values.map((value, round) => value / (base[round] ?? NaN)));
    return [name, { us: spreadOf(values), ratio }] as const;
  });
  for (const [name, { us, ratio }] of entries) {
    say(`    ${name.padEnd(28)} ${shown(us).padEnd(20)} µs   × ${shown(ratio)}`);
  }
  return Object.fromEntries(entries);
}

const READERS: readonly Side[] = ['aggregator', 'facet', 'changing', 'cached'];
/** Without calls no answer changes. */
const CALLERS_OF_NOBODY: readonly Side[] = ['aggregator', 'facet', 'cached'];
/** A cache is nothing to them. */
const WRITERS: readonly Side[] = ['aggregator', 'facet'];

const SIDES = { reads: READERS, nothing: CALLERS_OF_NOBODY, writes: WRITERS } as const;

const LABELS: Readonly<Partial<Record<Side, string>>> = {
  changing: 'facet, other answers',
  cached: 'facet, cache warm',
};

async function compareAll(peers: Peers): Promise<Readonly<Record<string, Result>>> {
  const results: Record<string, Result> = {};
  const begin = (name: string): boolean => {
    const isWanted = name.includes(options.only);
    if (isWanted)
      say(`\n${name}: CPU of a request, median [quartiles] of ${options.rounds} rounds`);
    return isWanted;
  };
  const all = scenarios(peers.ids);
  for (const scenario of all) {
    if (!begin(scenario.name)) continue;
    await verify(scenario, peers);
    const sides = SIDES[scenario.does].map((side) => ({
      name: LABELS[side] ?? side,
      side,
      scenario,
    }));
    results[scenario.name] = await compare(sides, peers);
  }
  const [plain] = all;
  if (plain && begin('price')) {
    const more = priced(peers.ids).map(
      (one) => ({ name: one.name, side: 'facet', scenario: one }) as const,
    );
    const base = { name: 'one user', side: 'facet', scenario: plain } as const;
    const silent = { name: 'without the log', side: 'silent', scenario: plain } as const;
    const keyed = { name: 'callers with keys', side: 'keyed', scenario: plain } as const;
    results['price'] = await compare([base, silent, keyed, ...more], peers);
  }
  if (begin('growth')) results['growth'] = await compareGrowth(peers);
  return results;
}

const GROWTH = [1, 10, 25, 50, 100] as const;

/** What each of many users adds to a request: at the aggregator too, since calls made together share turns of the event loop. */
async function compareGrowth(peers: Peers): Promise<Result> {
  const sides = ['aggregator', 'facet'] as const;
  const growth = await compare(
    [0, ...GROWTH].flatMap((count) =>
      sides.map((side) => ({
        name: `${count} users, ${side}`,
        side,
        scenario: grown(peers.ids, count),
      })),
    ),
    peers,
  );
  const cost = (side: Side, count: number): number =>
    growth[`${count} users, ${side}`]?.us.median ?? NaN;
  for (const side of sides) {
    const added = (count: number): number => (cost(side, count) - cost(side, 0)) / count;
    const each = GROWTH.map((count) => `${added(count).toFixed(0)} of ${count}`);
    say(`    µs that each user adds, ${side}: ${each.join(', ')}`);
  }
  return growth;
}

/** Those that share the measured core. */
const MEASURED = ['facet', 'changing', 'silent', 'keyed', 'cached', 'aggregator'] as const;

/** The part of the core's work that was none of ours; `null` where nobody knows. */
async function othersDuring<T>(peers: Peers, work: () => Promise<T>): Promise<[T, number | null]> {
  const ours = async (): Promise<number> =>
    (await Promise.all(MEASURED.map(async (side) => peers[side].cpu()))).reduce(
      (sum, one) => sum + one,
      0,
    );
  const [busy, own] = [busyMicroseconds(), await ours()];
  const result = await work();
  const [busyThen, ownThen] = [busyMicroseconds(), await ours()];
  if (busy === null || busyThen === null) return [result, null];
  return [result, Math.max(0, 1 - (ownThen - own) / (busyThen - busy))];
}

say('The stand-in of the backends, the aggregator and Facet are starting …');
stayAside();
const peers = await startPeers();
try {
  const [results, others] = await othersDuring(peers, async () => compareAll(peers));
  if (options.json) process.stdout.write(`${JSON.stringify({ isPinned, others, results })}\n`);
  if (!isPinned) say('\nNothing had a core of its own: taskset or a second core is missing.');
  if (others !== null && others > 0.1) {
    say(
      `\nSomething else held the measured core for ${Math.round(others * 100)} % of its work: trust the ratios alone.`,
    );
  }
} finally {
  await peers.stop();
}
