import { setTimeout as sleep } from 'node:timers/promises';
import type { FacetProcess, FacetProcesses } from './facet-process.ts';
import { TRUE_CONDITIONS, WRITING } from './lane.ts';
import type { Conditions, CrashPlan, Lane, Mode, Modes } from './lane.ts';
import { COURSE_NAMES } from './courses.ts';
import type { CourseName } from './courses.ts';
import type { Crash } from './crash.ts';
import { randomOf } from './random.ts';
import type { Random } from './random.ts';
import { TRIED_WRITES } from './recording-backends.ts';
import { BOUNDARIES } from './orders.ts';
import type { Stop } from './orders.ts';
import { MUTATIONS } from './scenarios.ts';
import type { Mutation } from './scenarios.ts';

/** What a Facet dies over: a mutation, or what changes an account while a change of it waits. */
export type Kind = Mutation | CourseName;

export interface MatrixOptions {
  /** How many kills are wanted. */
  readonly kills: number;
  /** Chooses mutations, modes and boundaries. */
  readonly seed: number;
  /** Facets that are killed with one process: a lane for each. */
  readonly lanes: readonly Lane[];
  readonly processes: FacetProcesses;
  readonly conditions?: Conditions;
  readonly mutations?: readonly Kind[];
  readonly modes?: readonly Mode[];
  readonly sequels?: readonly Sequel[];
  /** Where it is killed; at every boundary of each mutation when left out. */
  readonly stops?: readonly Stop[];
  readonly onKill?: (kills: number, failures: readonly string[]) => void;
}

export interface MatrixResult {
  readonly kills: number;
  /** How often each boundary was the last one. */
  readonly boundaries: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

/** How the crash goes on after the first kill. */
/** `failover`: as with two processes, whose connections to the database end before and after the kill. */
export const SEQUELS = ['restart', 'second crash', 'two processes', 'failover'] as const;
export type Sequel = (typeof SEQUELS)[number];

/** Half of them fast, since only what is answered in time is killed after the answer. */
const TRIED: readonly Mode[] = ['fast', 'fast', 'slow', 'silent'];

/** Of a commit, and of a request, each mutation has at most so many. */
const MOST: Readonly<Record<Kind, readonly [commits: number, requests: number]>> = {
  createUser: [13, 5],
  updateUser: [5, 1],
  updateEmail: [6, 2],
  updatePool: [5, 1],
  updateOwners: [9, 3],
  supersession: [8, 3],
  'last word': [8, 3],
  unlink: [2, 1],
  merge: [2, 1],
  unmerge: [2, 1],
  move: [8, 3],
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
    options.onKill?.(state.kills, state.failures);
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
    plans.map(async ({ lane, plan }) => lane.prepare(plan, conditions)),
  );
  const rescue = async () =>
    Promise.all(runs.map(async ({ facet }) => rescuer.start({ ...facet, stop: null })));
  const isEarly = sequel === 'two processes' || sequel === 'failover';
  const early = isEarly ? await rescue() : null;
  const answers = await Promise.all(
    runs.map(async (run, index) => attempt(run, victim, plans[index]?.stop, state)),
  );
  const cutOff = async () => Promise.all(runs.map(async (run) => run.cutOff()));
  if (sequel === 'failover') await cutOff();
  await victim.kill();
  if (sequel === 'failover') await cutOff();
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
          `seed ${options.seed}, ${JSON.stringify(plan?.plan)}, killed ${where} (${plan?.stop.nth}), ${sequel}: ${problem}`,
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
const UNAVAILABLE = /^\w+: The registry (is unavailable|was interrupted|failed)/;

interface Plan {
  readonly lane: Lane;
  readonly plan: CrashPlan;
  readonly stop: Stop;
}

export const KINDS: readonly Kind[] = [...MUTATIONS, ...COURSE_NAMES];

function planOf(
  lane: Lane,
  random: Random,
  { mutations = KINDS, modes = TRIED, stops }: MatrixOptions,
): Plan {
  const kind = random.one(mutations);
  const stop = stops ? random.one(stops) : stopOf(kind, random);
  return {
    lane,
    plan: isCourse(kind) ? courseOf(kind, random) : mutationOf(kind, modes, random),
    stop,
  };
}

const isCourse = (kind: Kind): kind is CourseName => COURSE_NAMES.some((name) => name === kind);

function mutationOf(mutation: Mutation, modes: readonly Mode[], random: Random): CrashPlan {
  // Every writing backend is in it.
  const chosen = Object.fromEntries(WRITING.map((backend) => [backend, random.one(modes)]));
  return { kind: 'mutation', mutation, modes: chosen as Modes };
}

function courseOf(course: CourseName, random: Random): CrashPlan {
  const place = random.one(['x1', 'entity'] as const);
  const faults = Array.from({ length: 1 + random.below(4) }, () => random.one(TRIED_WRITES));
  return { kind: 'course', course, place, faults };
}

function stopOf(mutation: Kind, random: Random): Stop {
  const [commits, requests] = MOST[mutation];
  const at = random.one([...AT_COMMITS, ...AT_REQUESTS]);
  const most = AT_COMMITS.some((one) => one === at) ? commits : requests;
  return { at, nth: 1 + random.below(most) };
}

/** Until it stands still at the boundary, or has passed them all. */
async function attempt(
  run: Crash,
  victim: FacetProcess,
  stop: Stop | undefined,
  state: Group['state'],
) {
  const url = await victim.start({ ...run.facet, stop: null });
  await run.prelude(url);
  if (stop) await victim.arm(run.lane, stop);
  const answer = run.attempt(url);
  const where = await Promise.race([victim.stopped(run.lane), answer.then(() => 'at its end')]);
  state.kills += 1;
  state.boundaries.set(where, (state.boundaries.get(where) ?? 0) + 1);
  return { answer, where };
}

/** A second process takes over, and dies over the recovery. */
async function crashAgain(
  runs: readonly Crash[],
  { options, random, state }: Group,
): Promise<void> {
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
