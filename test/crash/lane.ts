import { randomUUID } from 'node:crypto';
import type { DurableRegistry } from '#registry';
import type { Fault } from '../../sandbox/faults.ts';
import { startSandbox } from '../../sandbox/index.ts';
import type { SandboxPerson } from '../../sandbox/population/index.ts';
import { mutate } from '../operations/operations.ts';
import type { Payload } from '../operations/operations.ts';
import { databasesOf } from './databases.ts';
import type { DatabaseName, Databases } from './databases.ts';
import { AccountRun } from './account-run.ts';
import type { CourseName, Place } from './courses.ts';
import { LateCommits } from './late-commits.ts';
import { RecordingBackends } from './recording-backends.ts';
import type { Fault as WriteFault } from './recording-backends.ts';
import { TIMES } from './times.ts';
import { until } from '../until.ts';
import { refOf, scenarioOf } from './scenarios.ts';
import type { Mutation, Scenario, World } from './scenarios.ts';
import type { Crash } from './crash.ts';

/** How a backend behaves when the request comes that the crash is about. */
export type Mode = 'fast' | 'slow' | 'silent';

export const WRITING = ['HAPTIK_TRACT', 'HAPTIK', 'VOLT_MX', 'EMERITUS'] as const;
export type Modes = Readonly<Record<(typeof WRITING)[number], Mode>>;

/** Times in milliseconds, and what is taken from Facet to see whether it would be missed. */
export interface Conditions {
  /** How long a slow backend takes to commit. */
  readonly slowMs: number;
  /** How long after it was sent a request has certainly been committed. */
  readonly overMs: number;
  /** How long Facet believes that a dead request is on its way. */
  readonly settleMs: number;
  /** Forgets all operations at the crash. */
  readonly withoutJournal?: boolean;
}

export const TRUE_CONDITIONS: Conditions = { slowMs: 400, overMs: 500, settleMs: 500 };

/** Commits, and says nothing. */
const SILENCE: Fault = { deliver: () => {} };

/** Several lanes, each with backends of its own, and the databases for their runs. */
export class Lanes {
  readonly all: readonly Lane[];
  readonly #databases: Databases;

  /** `shared`: where PostgreSQL servers of one run share their files. */
  static async open(
    count: number,
    database: DatabaseName = 'sqlite',
    shared?: string,
  ): Promise<Lanes> {
    // All of them have the same people.
    const sandboxes = await Promise.all(
      Array.from({ length: count }, async () => startSandbox({ people: 200 })),
    );
    const known = knownAmong(sandboxes[0]?.people ?? []);
    let userId = '';
    const databases = await databasesOf[database](async (registry) => {
      userId = await introduced(known, registry);
    }, shared);
    const lanes = sandboxes.map(
      (sandbox, number) => new Lane(number, { sandbox, databases, known, userId }),
    );
    return new Lanes(lanes, databases);
  }

  private constructor(all: readonly Lane[], databases: Databases) {
    this.all = all;
    this.#databases = databases;
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(async (lane) => lane.close()));
    await this.#databases.close();
  }
}

function knownAmong(people: readonly SandboxPerson[]): SandboxPerson {
  const known = people.find(({ accounts }) =>
    (['HAPTIK', 'EMERITUS'] as const).every((backend) =>
      accounts.some((one) => one.backend === backend && one.scope !== 'facet-institute'),
    ),
  );
  if (!known) throw new Error('The sandbox has nobody at HAPTIK and EMERITUS.');
  return known;
}

async function introduced({ accounts }: SandboxPerson, registry: DurableRegistry): Promise<string> {
  await registry.seed([accounts], { kind: 'LINK', actor: 'facet', evidence: 'sandbox' });
  const [first] = accounts;
  const [user] = first ? await registry.find([{ by: 'key', ...first }]) : [];
  if (!user) throw new Error('The registry does not know whom it was told of.');
  return user.id;
}

/** What is done, and with whom, when a Facet is killed. */
export type CrashPlan =
  | { readonly kind: 'mutation'; readonly mutation: Mutation; readonly modes: Modes }
  | {
      readonly kind: 'course';
      readonly course: CourseName;
      readonly place: Place;
      readonly faults: readonly WriteFault[];
    };

interface Equipment extends Pick<World, 'sandbox' | 'known' | 'userId'> {
  readonly databases: Databases;
}

/** Five backends of its own, and for each run a database of its own. */
export class Lane {
  readonly number: number;
  readonly #equipment: Equipment;
  #recording: RecordingBackends | undefined;

  constructor(number: number, equipment: Equipment) {
    this.number = number;
    this.#equipment = equipment;
  }

  /** A fresh world for one crash. */
  async prepare(plan: CrashPlan, conditions: Conditions): Promise<Crash> {
    if (plan.kind === 'mutation') return this.#mutation(plan.mutation, plan.modes, conditions);
    this.#recording ??= await RecordingBackends.start();
    this.#recording.reset();
    const database = await this.#equipment.databases.copy();
    return new AccountRun(this.number, database, this.#recording, plan);
  }

  async #mutation(mutation: Mutation, modes: Modes, conditions: Conditions): Promise<Run> {
    const { databases, ...fixed } = this.#equipment;
    await fixed.sandbox.reset();
    const world = { ...fixed, database: await databases.copy() };
    if (mutation === 'updateOwners') putOwner(world);
    const late = WRITING.map((name) => spoil(name, modes[name], world, conditions));
    // Whoever is slow is to be given up; else also a busy machine is to hear the answers.
    const timeoutMs = Object.values(modes).includes('slow') ? 250 : 1500;
    return new Run(this.number, world, { mutation, conditions, late, timeoutMs });
  }

  async close(): Promise<void> {
    await this.#equipment.sandbox.close();
    await this.#recording?.close();
  }
}

function putOwner(world: World): void {
  const { records } = world.sandbox.backend('EMERITUS');
  const key = refOf(world, 'EMERITUS');
  records.set(key, { ...records.get(key), owners: ['gone'] });
}

function spoil(
  name: keyof Modes,
  mode: Mode,
  { sandbox, database }: World,
  { slowMs, overMs }: Conditions,
): LateCommits {
  const late = new LateCommits(overMs, async () => database.notedAt(name));
  const backend = sandbox.backend(name);
  if (mode !== 'fast') backend.fault('*', mode === 'slow' ? late.late(slowMs) : SILENCE, 1);
  if (mode === 'slow') backend.fault('*', late.inOrder());
  return late;
}

/** What happens in a run. */
interface Course {
  readonly mutation: Mutation;
  readonly conditions: Conditions;
  readonly late: readonly LateCommits[];
  /** How long Facet waits for an answer. */
  readonly timeoutMs: number;
}

/** One crash and what follows. */
export class Run implements Crash {
  readonly lane: number;
  readonly #world: World;
  readonly #course: Course;
  readonly #scenario: Scenario;

  constructor(lane: number, world: World, course: Course) {
    this.lane = lane;
    this.#world = world;
    this.#course = course;
    this.#scenario = scenarioOf(course.mutation, world, randomUUID());
  }

  /** What a process needs to serve this world. */
  get facet() {
    const settle = Object.fromEntries(
      WRITING.map((name) => [`${name}_SETTLE_MS`, String(this.#course.conditions.settleMs)]),
    );
    const { database, sandbox } = this.#world;
    const environment = {
      ...sandbox.environment,
      ...TIMES,
      ...settle,
      BACKEND_TIMEOUT_MS: String(this.#course.timeoutMs),
      DATABASE_URL: database.url,
    };
    return { lane: this.lane, environment };
  }

  /** Nothing comes ahead of it. */
  async prelude(): Promise<void> {}

  /** All connections to its database end, as in a failover. */
  async cutOff(): Promise<void> {
    await this.#world.database.cutOff();
  }

  /** The mutation itself; `null` when the process died over it. */
  async attempt(url: string): Promise<Payload | null> {
    return mutate(url, this.#course.mutation, this.#scenario.input).catch(() => null);
  }

  /** To be called when the process is dead. */
  async forget(): Promise<void> {
    if (this.#course.conditions.withoutJournal) await this.#world.database.forgetOperations();
  }

  /** What is wrong after a Facet at `url` has had the time to recover; `before` is what the caller was told, if anything. */
  async problems(url: string, before: Payload | null): Promise<readonly string[]> {
    const answer = await this.#untilDone(url, this.#scenario.input);
    if (this.#scenario.later) await this.#untilDone(url, this.#scenario.later);
    await Promise.all(this.#course.late.map(async (late) => late.over()));
    const again = await mutate(url, this.#course.mutation, this.#scenario.input);
    const isFinal = before !== null && isOver(before);
    return [
      ...(await this.#scenario.problems(again)),
      ...sameAnswer('the key answers', answer, again),
      ...(isFinal ? sameAnswer('the caller was told', before, again) : []),
    ];
  }

  /** When no Facet uses its database any more. */
  async close(): Promise<void> {
    await this.#world.database.remove();
  }

  /** What failed before it took effect, as on a busy machine, is taken up again by its key. */
  async #untilDone(url: string, input: object): Promise<Payload> {
    return until(async () => {
      const answer = await mutate(url, this.#course.mutation, input).catch(unlessUnavailable);
      return answer && isOver(answer) ? answer : null;
    });
  }
}

/** A busy machine may make a database late; who is told so sends the same key again. */
function unlessUnavailable(error: unknown): null {
  if (error instanceof Error && /REGISTRY_(UNAVAILABLE|INTERRUPTED)/.test(error.message))
    return null;
  throw error;
}

/** Nothing is left to be done, and nothing that is taken up again by the key. */
export const isOver = ({ operation, outcomes }: Payload): boolean =>
  operation?.state === 'DONE' && outcomes.every(({ status }) => status !== 'FAILED');

function sameAnswer(what: string, one: Payload, other: Payload): readonly string[] {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  return first === second ? [] : [`${what} ${first} and then ${second}`];
}
