import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { busyOf, shown, spreadOf } from './figures.ts';
import { environment, linkPeople } from './peers.ts';
import { askFor } from './raw-load.ts';
import { grown } from './scenarios.ts';
import { startProcess } from './server-process.ts';

// What a second process brings on two cores: answers in a second and CPU for each, with FACET_WORKERS=1 and 2, measured in
// turn in each round. What is asked takes no calls (the cache is warm) and much of Facet, so that neither the stand-in nor
// whoever asks takes a core. `node bench/workers.ts [rounds]`, on Linux.

const ROUNDS = Number(process.argv[2] ?? 20);
const SLICE_MS = 1500;
const WARM_UP_MS = 8000;
/** The first process hands them to the others in turn. */
const CONNECTIONS = 8;
/** A round in which others took more than this of the cores tells how busy they are, and not what a process brings. */
const MOST_OF_OTHERS = 0.05;
const CORES = availableParallelism();
/** Of what the kernel counts in: a hundredth of a second. */
const TICK_US = 10_000;
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Facet {
  readonly url: string;
  /** Microseconds of CPU of all its processes. */
  readonly cpu: () => number;
  readonly stop: () => Promise<void>;
}

async function start(count: number, settings: NodeJS.ProcessEnv, cwd: string): Promise<Facet> {
  const child = spawn(process.execPath, [MAIN], {
    cwd,
    env: { PATH: process.env['PATH'], ...settings, FACET_WORKERS: String(count) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const last = count > 1 ? `${count} processes serve.` : '"npx facet --help"';
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    url ||= /GraphQL +(?<url>\S+)\/graphql/.exec(line)?.groups?.['url'] ?? '';
    if (line.startsWith(last)) break;
  }
  if (url === '') throw new Error('Facet did not start.');
  const { pid = 0 } = child;
  return {
    url,
    cpu: () => [pid, ...childrenOf(pid)].reduce((sum, one) => sum + cpuOf(one), 0),
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
    .filter(Boolean);

/** `man 5 proc`: utime and stime are the 14th and 15th; the second, the name, may hold blanks. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}

/** Microseconds for which any core was busy with anything. */
const busy = (): number => busyOf('cpu') ?? NaN;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'facet-workers-'));
const database = join(folder, 'facet.db');
const ids = await linkPeople(database);
const many = grown(ids, 100);
/** Much work and a short answer: whoever asks needs a part of the cores as well. Where provenance is asked for none is kept. */
const QUERY = `query Sources($by: [UserBy!]!) {
  users(by: $by) {
    provenance(fields: ["displayName", "emails", "location", "employment"]) { field }
  }
}`;
const asks = ids.map((_, turn) => {
  const { path, body } = many.facet(turn);
  return { path, body: JSON.stringify({ ...JSON.parse(body), query: QUERY }) };
});

const backends = await startProcess('backends.ts', {}, process.cwd(), false);
const settings = { ...environment(backends.url, database), CACHE_TTL_MS: '600000' };
const one = await start(1, settings, folder);
const two = await start(2, settings, folder);

interface Measured {
  /** Answers in a second. */
  readonly rate: number;
  /** Microseconds of CPU for each: Facet's, and of whoever asks. */
  readonly us: number;
  readonly askers: number;
  /** The part of all cores that others took meanwhile. */
  readonly others: number;
}

interface Round {
  readonly one: Measured;
  readonly two: Measured;
}

async function measure({ url, cpu }: Facet): Promise<Measured> {
  const [before, all, mine, begun] = [cpu(), busy(), process.cpuUsage(), performance.now()];
  const answers = await askFor(SLICE_MS, url, asks, CONNECTIONS);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(mine);
  return {
    rate: answers / seconds,
    us: (cpu() - before) / answers,
    askers: (user + system) / answers,
    others: (busy() - all - (cpu() - before + user + system)) / 1e6 / seconds / CORES,
  };
}

for (const facet of [one, two]) await askFor(WARM_UP_MS, facet.url, asks, CONNECTIONS);
const rounds: Round[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push({ one: await measure(one), two: await measure(two) });
}
await Promise.all([one, two, backends].map(async (it) => it.stop()));
rmSync(folder, { recursive: true });

const quiet = rounds.filter(
  ({ one: first, two: second }) => Math.max(first.others, second.others) <= MOST_OF_OTHERS,
);
const counted = quiet.length > 0 ? quiet : rounds;
const of = (figure: (round: Round) => number): string => shown(spreadOf(counted.map(figure)));
const line = (name: string, side: keyof Round): string =>
  `  ${name}  ${of((round) => round[side].rate)} answers/s, ${of((round) => round[side].us)} µs of CPU each and ${of((round) => round[side].askers)} µs of whoever asks`;
say(
  `Sources of ${many.name}, cache warm, ${CORES} cores; median [quartiles] of ${counted.length} rounds`,
);
say(line('one process  ', 'one'));
say(line('two processes', 'two'));
say(
  `  throughput × ${of((round) => round.two.rate / round.one.rate)}, CPU of an answer × ${of((round) => round.two.us / round.one.us)}`,
);
if (quiet.length === 0)
  say('Others worked on these cores all the time: trust the CPU of an answer alone.');
else if (quiet.length < rounds.length)
  say(`Others worked in ${rounds.length - quiet.length} more rounds, which do not count.`);
