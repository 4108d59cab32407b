import { deepStrictEqual } from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { load } from './load.ts';
import { startPeers } from './peers.ts';
import type { Peers } from './peers.ts';
import type { ServerProcess } from './server-process.ts';
import { scenarios } from './scenarios.ts';
import type { Ask, Scenario } from './scenarios.ts';

// CPU time of Facet for a request, next to the hand-written aggregator that makes the same calls and gives the same answer.
// Both are measured in turn and for half a second each, so that whatever else the machine does meets both.

type Side = 'facet' | 'cached' | 'keyed' | 'silent' | 'aggregator';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    // Measures what it costs to tell callers apart, too.
    key: { type: 'boolean', default: false },
    // Measures what the log costs, too.
    log: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

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
  const [answer] = await load(peerOf(side, peers), [askOf(side, scenario, 0)], 1);
  return { answer, calls: await calls() };
}

/** A Facet that nobody asked for is not there. */
function peerOf(side: Side, peers: Peers): ServerProcess {
  const peer = peers[side];
  if (!peer) throw new Error(`There is no ${side}.`);
  return peer;
}

const askOf = (side: Side, { aggregator, facet }: Scenario, turn: number): Ask =>
  side === 'aggregator' ? aggregator(turn) : facet(turn);

/**
 * Microseconds of CPU for one request under steady load. While the others were measured this server had a pause, after
 * which connections, caches and compiled code come back only with the first requests: `leadIn` of them do not count.
 */
async function measure(
  side: Side,
  scenario: Scenario,
  requests: number,
  peers: Peers,
): Promise<number> {
  const { leadIn, concurrency } = scenario;
  const asks = Array.from({ length: leadIn + requests }, (_, turn) => askOf(side, scenario, turn));
  const peer = peerOf(side, peers);
  let before = NaN;
  await load(peer, asks, concurrency, async (begun) => {
    if (begun === leadIn) before = await peer.cpu();
  });
  return ((await peer.cpu()) - before) / requests;
}

/** What one round came to: microseconds of CPU for a request of each side. */
type Round = Readonly<Record<Side, number>>;

async function measureAll(scenario: Scenario, requests: number, peers: Peers): Promise<Round> {
  const facet = await measure('facet', scenario, requests, peers);
  const aggregator = await measure('aggregator', scenario, requests, peers);
  const cached = await measure('cached', scenario, requests, peers);
  const keyed = options.key ? await measure('keyed', scenario, requests, peers) : NaN;
  const silent = options.log ? await measure('silent', scenario, requests, peers) : NaN;
  return { facet, aggregator, cached, keyed, silent };
}

async function compare(scenario: Scenario, peers: Peers, rounds: number): Promise<void> {
  const { name, warmUp, requests } = scenario;
  say(`\n${name}`);
  await verify(scenario, peers);
  tell('warm-up', await measureAll(scenario, warmUp, peers));
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const costs = await measureAll(scenario, requests, peers);
    tell(`round ${round} of ${rounds}`, costs);
    measured.push(costs);
  }
  const of = (cost: (costs: Round) => number): string => spread(measured.map(cost));
  say(`  CPU of a request, median [min–max] of ${rounds} rounds of ${requests} requests:`);
  say(`    aggregator         ${of(({ aggregator }) => aggregator)} µs`);
  say(`    Facet              ${of(({ facet }) => facet)} µs`);
  say(`    Facet, cache warm  ${of(({ cached }) => cached)} µs`);
  say(`    Facet / aggregator              ${of(({ facet, aggregator }) => facet / aggregator)}`);
  say(`    Facet, cache warm / aggregator  ${of(({ cached, aggregator }) => cached / aggregator)}`);
  if (options.key)
    say(`    Facet with a key / Facet        ${of(({ keyed, facet }) => keyed / facet)}`);
  if (options.log)
    say(`    Facet / Facet without a log     ${of(({ facet, silent }) => facet / silent)}`);
}

const tell = (name: string, { facet, aggregator, cached }: Round): void =>
  say(
    `  ${name}: aggregator ${figure(aggregator)} µs, Facet ${figure(facet)} µs, cache warm ${figure(cached)} µs`,
  );

const figure = (value: number): string => value.toFixed(value < 20 ? 2 : 0);

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const [least = NaN, median = NaN, most = NaN] = [
    sorted[0],
    sorted[Math.floor(sorted.length / 2)],
    sorted.at(-1),
  ];
  return `${figure(median)} [${figure(least)}–${figure(most)}]`;
}

say('The stand-in of the backends, the aggregator and Facet are starting …');
const peers = await startPeers({ withKey: options.key, withoutLog: options.log });
try {
  for (const scenario of scenarios(peers.ids)) {
    if (scenario.name.includes(options.only)) {
      await compare(scenario, peers, Number(options.rounds));
    }
  }
} finally {
  await peers.stop();
}
