import { deepStrictEqual } from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { load } from './load.ts';
import { startPeers } from './peers.ts';
import type { Peers } from './peers.ts';
import { scenarios } from './scenarios.ts';
import type { Scenario } from './scenarios.ts';

// CPU time of Facet for a request, next to the hand-written aggregator that makes the same calls and gives the same answer.
// Both are measured in turn, so that whatever else the machine does meets both.

type Side = 'facet' | 'aggregator';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, only: { type: 'string', default: '' } },
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
  const [answer] = await load(peers[side].url, [scenario[side](0)], 1);
  return { answer, calls: await calls() };
}

/** Microseconds of CPU for one request. */
async function measure(
  side: Side,
  { concurrency, ...scenario }: Scenario,
  requests: number,
  peers: Peers,
): Promise<number> {
  const asks = Array.from({ length: requests }, (_, turn) => scenario[side](turn));
  const before = await peers[side].cpu();
  await load(peers[side].url, asks, concurrency);
  return ((await peers[side].cpu()) - before) / requests;
}

async function compare(scenario: Scenario, peers: Peers, rounds: number): Promise<void> {
  say(`\n${scenario.name}`);
  await verify(scenario, peers);
  const measured: Record<Side | 'ratio', number[]> = { facet: [], aggregator: [], ratio: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const requests = round === 0 ? scenario.warmUp : scenario.requests;
    const facet = await measure('facet', scenario, requests, peers);
    const aggregator = await measure('aggregator', scenario, requests, peers);
    const ratio = facet / aggregator;
    say(
      `  ${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: Facet ${facet.toFixed(0)} µs, aggregator ${aggregator.toFixed(0)} µs, ratio ${ratio.toFixed(2)}`,
    );
    if (round === 0) continue;
    measured.facet.push(facet);
    measured.aggregator.push(aggregator);
    measured.ratio.push(ratio);
  }
  say(`  CPU of a request, median [min–max] of ${rounds} rounds of ${scenario.requests} requests:`);
  say(`    Facet       ${spread(measured.facet, 0)} µs`);
  say(`    aggregator  ${spread(measured.aggregator, 0)} µs`);
  say(`    ratio       ${spread(measured.ratio, 2)}`);
}

function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  const [least = NaN, median = NaN, most = NaN] = [
    sorted[0],
    sorted[Math.floor(sorted.length / 2)],
    sorted.at(-1),
  ];
  return `${median.toFixed(digits)} [${least.toFixed(digits)}–${most.toFixed(digits)}]`;
}

say('The stand-in of the backends, the aggregator and Facet are starting …');
const peers = await startPeers();
try {
  for (const scenario of scenarios(peers.ids)) {
    if (scenario.name.includes(options.only)) {
      await compare(scenario, peers, Number(options.rounds));
    }
  }
} finally {
  await peers.stop();
}
