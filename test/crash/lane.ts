import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqlite } from '../../src/registry/sqlite.ts';
import { faults, startSandbox } from '../../src/sandbox/index.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { SandboxPerson } from '../../src/sandbox/population/index.ts';
import { mutate } from '../operations/operations.ts';
import type { Payload } from '../operations/operations.ts';
import { refOf, scenarioOf } from './scenarios.ts';
import type { Mutation, Scenario, World } from './scenarios.ts';

/** How a backend behaves when the request comes that the crash is about. */
export const MODES = ['fast', 'slow', 'silent'] as const;
export type Mode = (typeof MODES)[number];

export const WRITING = ['HAPTIK_TRACT', 'HAPTIK', 'VOLT_MX', 'EMERITUS'] as const;
export type Modes = Readonly<Record<(typeof WRITING)[number], Mode>>;

/** Times in milliseconds, and what is taken from Facet to see whether it would be missed. */
export interface Conditions {
  /** How long a slow backend takes to commit. */
  readonly slowMs: number;
  readonly settleMs: number;
  /** Forgets all operations at the crash. */
  readonly withoutJournal?: boolean;
}

export const TRUE_CONDITIONS: Conditions = { slowMs: 400, settleMs: 500 };

export const TIMES = {
  BACKEND_TIMEOUT_MS: '250',
  OPERATION_TIMEOUT_MS: '8000',
  OPERATION_LEASE_MS: '350',
  RECOVERY_INTERVAL_MS: '25',
  BREAKER: '0',
  HOST: '127.0.0.1',
  PORT: '0',
  SANDBOX: '0',
};

/** Commits, and says nothing. */
const silence: Fault = { deliver: () => {} };

/** Five backends of its own, and for each run a database of its own. */
export class Lane {
  readonly number: number;
  readonly #sandbox: Sandbox;
  readonly #known: SandboxPerson;
  readonly #folder = mkdtempSync(join(tmpdir(), 'facet-crash-'));

  static async open(number: number): Promise<Lane> {
    return new Lane(number, await startSandbox({ people: 200 }));
  }

  private constructor(number: number, sandbox: Sandbox) {
    this.number = number;
    this.#sandbox = sandbox;
    const known = sandbox.people.find(({ accounts }) =>
      (['HAPTIK', 'EMERITUS'] as const).every((backend) =>
        accounts.some((one) => one.backend === backend && one.scope !== 'facet-institute'),
      ),
    );
    if (!known) throw new Error('The sandbox has nobody at HAPTIK and EMERITUS.');
    this.#known = known;
  }

  /** A fresh world for one crash. */
  async prepare(mutation: Mutation, modes: Modes, conditions: Conditions): Promise<Run> {
    await this.#sandbox.reset();
    const file = join(this.#folder, `${randomUUID()}.db`);
    const registry = await openSqlite(file);
    await registry.seed([this.#known.accounts], {
      kind: 'LINK',
      actor: 'facet',
      evidence: 'sandbox',
    });
    const [first] = this.#known.accounts;
    const [user] = first ? await registry.find([{ by: 'key', ...first }]) : [];
    await registry.close();
    if (!user) throw new Error('The registry does not know whom it was told of.');
    const world = { sandbox: this.#sandbox, file, known: this.#known, userId: user.id };
    if (mutation === 'updateOwners') this.#putOwner(world);
    for (const backend of WRITING) this.#spoil(backend, modes[backend], conditions);
    return new Run(this.number, world, mutation, conditions);
  }

  async close(): Promise<void> {
    await this.#sandbox.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #putOwner(world: World): void {
    const { records } = this.#sandbox.backend('EMERITUS');
    const key = refOf(world, 'EMERITUS');
    records.set(key, { ...records.get(key), owners: ['gone'] });
  }

  #spoil(backend: keyof Modes, mode: Mode, { slowMs }: Conditions): void {
    if (mode === 'fast') return;
    const fault = mode === 'slow' ? faults.delay(slowMs) : silence;
    this.#sandbox.backend(backend).fault('*', fault, 1);
  }
}

/** One crash and what follows. */
export class Run {
  readonly lane: number;
  readonly #world: World;
  readonly #mutation: Mutation;
  readonly #conditions: Conditions;
  readonly #scenario: Scenario;

  constructor(lane: number, world: World, mutation: Mutation, conditions: Conditions) {
    this.lane = lane;
    this.#world = world;
    this.#mutation = mutation;
    this.#conditions = conditions;
    this.#scenario = scenarioOf(mutation, world, randomUUID());
  }

  /** What a process needs to serve this world. */
  get facet() {
    const settle = Object.fromEntries(
      WRITING.map((name) => [`${name}_SETTLE_MS`, String(this.#conditions.settleMs)]),
    );
    const { file, sandbox } = this.#world;
    const environment = {
      ...sandbox.environment,
      ...TIMES,
      ...settle,
      DATABASE_URL: `sqlite:${file}`,
    };
    return { lane: this.lane, file, environment };
  }

  /** The mutation itself; `null` when the process died over it. */
  async attempt(url: string): Promise<Payload | null> {
    return mutate(url, this.#mutation, this.#scenario.input).catch(() => null);
  }

  /** To be called when the process is dead. */
  forget(): void {
    if (!this.#conditions.withoutJournal) return;
    const database = new DatabaseSync(this.#world.file);
    database.exec('pragma foreign_keys = on; delete from operations');
    database.close();
  }

  /** What is wrong after a Facet at `url` has had the time to recover; `before` is what the caller was told, if anything. */
  async problems(url: string, before: Payload | null): Promise<readonly string[]> {
    const answer = await this.#untilDone(url, this.#scenario.input);
    if (this.#scenario.later) await this.#untilDone(url, this.#scenario.later);
    // Whatever was on its way from the dead has arrived by then.
    await sleep(this.#conditions.slowMs);
    const again = await mutate(url, this.#mutation, this.#scenario.input);
    const isFinal = before !== null && isOver(before);
    return [
      ...(await this.#scenario.problems(again)),
      ...sameAnswer('the key answers', answer, again),
      ...(isFinal ? sameAnswer('the caller was told', before, again) : []),
    ];
  }

  /** What failed before it took effect, as on a busy machine, is taken up again by its key. */
  async #untilDone(url: string, input: object): Promise<Payload> {
    for (;;) {
      const answer = await mutate(url, this.#mutation, input);
      if (isOver(answer)) return answer;
      await sleep(20);
    }
  }
}

const isOver = ({ operation, outcomes }: Payload): boolean =>
  operation?.state === 'DONE' && outcomes.every(({ status }) => status !== 'FAILED');

function sameAnswer(what: string, one: Payload, other: Payload): readonly string[] {
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  return first === second ? [] : [`${what} ${first} and then ${second}`];
}
