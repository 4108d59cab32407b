import { setTimeout as sleep } from 'node:timers/promises';
import type { FacetProcess, FacetProcesses } from './facet-process.ts';
import { TRUE_CONDITIONS, WRITING } from './lane.ts';
import type { Conditions, Lane, Mode, Modes, Run } from './lane.ts';
import { BOUNDARIES } from './orders.ts';
import type { Stop } from './orders.ts';
import { MUTATIONS } from './scenarios.ts';
import type { Mutation } from './scenarios.ts';

export interface MatrixOptions {
  /** How many kills are wanted. */
  readonly kills: number;
  /** Chooses mutations, modes and boundaries. */
  readonly seed: number;
  /** Facets that are killed with one process: a lane for each. */
  readonly lanes: readonly Lane[];
  readonly processes: FacetProcesses;
  readonly conditions?: Conditions;
  readonly mutations?: readonly Mutation[];
  readonly modes?: readonly Mode[];
  readonly sequels?: readonly Sequel[];
  /** Where it is killed; at every boundary of each mutation when left out. */
  readonly stops?: readonly Stop[];
  readonly onKill?: (kills: number, failures: number) => void;
}

export interface MatrixResult {
  readonly kills: number;
  /** How often each boundary was the last one. */
  readonly boundaries: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

/** How the crash goes on after the first kill. */
const SEQUELS = ['restart', 'second crash', 'two processes'] as const;
type Sequel = (typeof SEQUELS)[number];

/** Half of them fast, since only what is answered in time is killed after the answer. */
const TRIED: readonly Mode[] = ['fast', 'fast', 'slow', 'silent'];

/** Of a commit, and of a request, each mutation has at most so many. */
const MOST: Readonly<Record<Mutation, readonly [commits: number, requests: number]>> = {
  createUser: [13, 5],
  updateUser: [5, 1],
  updateEmail: [6, 2],
  updatePool: [5, 1],
  updateOwners: [9, 3],
};

/** The kinds of boundaries, each as likely as another. */
const AT_COMMITS = [['before a commit'], ['after a commit']] as const;
const AT_REQUESTS = [
  ['before a request'],
  ['after a request'],
  ['after an answer', 'after an error'],
] as const;

/** Longer than a dead request is waited for. */
const RECOVERED_MS = 900;

/** Kills, restarts, and reconciles, until there were enough kills. */
export async function crashMatrix(options: MatrixOptions): Promise<MatrixResult> {
  const { processes, sequels = SEQUELS } = options;
  const random = randomOf(options.seed);
  const state = { kills: 0, boundaries: new Map<string, number>(), failures: [] as string[] };
  for (let round = 0; state.kills < options.kills; round += 1) {
    const sequel = sequels[round % sequels.length] ?? 'restart';
    await killTogether({ victim: processes.victim(), random, sequel, options, state });
    options.onKill?.(state.kills, state.failures.length);
  }
  return state;
}

interface Group {
  readonly victim: FacetProcess;
  readonly random: Random;
  readonly sequel: Sequel;
  readonly options: MatrixOptions;
  readonly state: {
    kills: number;
    readonly boundaries: Map<string, number>;
    readonly failures: string[];
  };
}

/** One process dies with as many Facets as there are lanes, each at a boundary of its own. */
async function killTogether(group: Group): Promise<void> {
  const { victim, random, sequel, options, state } = group;
  const { rescuer } = options.processes;
  const conditions = options.conditions ?? TRUE_CONDITIONS;
  const plans = options.lanes.map((lane) => planOf(lane, random, options));
  const runs = await Promise.all(
    plans.map(async ({ lane, mutation, modes }) => lane.prepare(mutation, modes, conditions)),
  );
  const rescue = async () =>
    Promise.all(runs.map(async ({ facet }) => rescuer.start({ ...facet, stop: null })));
  const early = sequel === 'two processes' ? await rescue() : null;
  const answers = await Promise.all(
    runs.map(async (run, index) => attempt(run, victim, plans[index]?.stop, state)),
  );
  await victim.kill();
  await Promise.all(runs.map(async (run) => run.forget()));
  if (sequel === 'second crash') await crashAgain(runs, group);
  const urls = early ?? (await rescue());
  await Promise.all(
    runs.map(async (run, index) => {
      const before = (await answers[index]?.answer) ?? null;
      const problems = await run.problems(urls[index] ?? '', before);
      const plan = plans[index];
      const where = answers[index]?.where;
      for (const problem of problems) {
        state.failures.push(
          `seed ${options.seed}, ${plan?.mutation} ${JSON.stringify(plan?.modes)}, killed ${where} (${plan?.stop.nth}), ${sequel}: ${problem}`,
        );
      }
    }),
  );
  await Promise.all(
    runs.map(async (run) => {
      await rescuer.stop(run.lane);
      await run.close();
    }),
  );
  state.failures.push(...rescuer.failures().filter((reason) => !UNAVAILABLE.test(reason)));
}

/**
 * It is tried again. On a busy machine somebody who stands still before a commit keeps the others out for long, and a
 * server answers late.
 */
const UNAVAILABLE = /^FacetError: The registry is unavailable/;

interface Plan {
  readonly lane: Lane;
  readonly mutation: Mutation;
  readonly modes: Modes;
  readonly stop: Stop;
}

function planOf(
  lane: Lane,
  random: Random,
  { mutations = MUTATIONS, modes = TRIED, stops }: MatrixOptions,
): Plan {
  const mutation = random.one(mutations);
  const chosen = Object.fromEntries(WRITING.map((backend) => [backend, random.one(modes)]));
  // Every writing backend is in it.
  const stop = stops ? random.one(stops) : stopOf(mutation, random);
  return { lane, mutation, modes: chosen as Modes, stop };
}

function stopOf(mutation: Mutation, random: Random): Stop {
  const [commits, requests] = MOST[mutation];
  const at = random.one([...AT_COMMITS, ...AT_REQUESTS]);
  const most = AT_COMMITS.some((one) => one === at) ? commits : requests;
  return { at, nth: 1 + random.below(most) };
}

/** Until it stands still at the boundary, or has passed them all. */
async function attempt(
  run: Run,
  victim: FacetProcess,
  stop: Stop | undefined,
  state: Group['state'],
) {
  const url = await victim.start({ ...run.facet, stop: null });
  if (stop) await victim.arm(run.lane, stop);
  const answer = run.attempt(url);
  const where = await Promise.race([victim.stopped(run.lane), answer.then(() => 'at its end')]);
  state.kills += 1;
  state.boundaries.set(where, (state.boundaries.get(where) ?? 0) + 1);
  return { answer, where };
}

/** A second process takes over, and dies over the recovery. */
async function crashAgain(runs: readonly Run[], { options, random, state }: Group): Promise<void> {
  const second = options.processes.victim();
  await Promise.all(
    runs.map(async ({ facet }) => {
      await second.launch({ ...facet, stop: { at: BOUNDARIES, nth: 3 + random.below(14) } });
      // It stands still, or there was less to recover than that.
      const idle = second.started(facet.lane).then(async () => sleep(RECOVERED_MS));
      await Promise.race([second.stopped(facet.lane), idle]);
    }),
  );
  state.kills += runs.filter(({ lane }) => second.hasStopped(lane)).length;
  await second.kill();
}

interface Random {
  readonly below: (limit: number) => number;
  readonly one: <T>(list: readonly T[]) => T;
}

/** The same choices for the same seed: mulberry32, a public-domain generator. */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    below,
    one: (list) => {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error('There is nothing to choose from.');
      return found;
    },
  };
}
