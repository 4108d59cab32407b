import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import type { Fault } from '../../sandbox/faults.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { Payload } from '../operations/operations.ts';
import { cases } from '../cases.ts';
import { TRUE_CONDITIONS } from './lane.ts';
import type { LateCommits } from './late-commits.ts';
import { Living, Stage } from './living.ts';
import { PACE } from '../pace.ts';

const SEQUENCES = cases(3);
/** Most of a sequence is waiting. */
const AT_ONCE = 5;

const { slowMs } = TRUE_CONDITIONS;

let stages: readonly Stage[];

beforeAll(async () => {
  const count = Math.min(AT_ONCE, Math.ceil(SEQUENCES / 10));
  stages = await Promise.all(Array.from({ length: count }, async () => Stage.open()));
});

afterAll(async () => {
  await Promise.all(stages.map(async (stage) => stage.close()));
});

/** What the person should be like: nothing but the changes asked for, each once and in order. */
interface Oracle {
  name: string;
  pool: string | null;
  owners: Set<string>;
  answers: { name: string; input: object; answer: Payload }[];
}

type Command = fc.AsyncCommand<Oracle, Living>;

/** One mutation under a key of its own. */
class Mutation implements Command {
  readonly #name: string;
  readonly #change: object;
  readonly #apply: (oracle: Oracle) => void;

  constructor(name: string, change: object, apply: (oracle: Oracle) => void) {
    this.#name = name;
    this.#change = change;
    this.#apply = apply;
  }

  check = (): boolean => true;

  async run(oracle: Oracle, living: Living): Promise<void> {
    const input = { user: { id: living.userId }, ...this.#change, idempotencyKey: randomUUID() };
    const answer = await living.write(this.#name, input);
    const statuses = answer.outcomes.map(({ status }) => status);
    expect(statuses).toContain('UPDATED');
    expect(statuses.filter((status) => status === 'PENDING' || status === 'UNKNOWN')).toEqual([]);
    this.#apply(oracle);
    oracle.answers.push({ name: this.#name, input, answer });
  }

  toString = (): string => `${this.#name} ${JSON.stringify(this.#change)}`;
}

/** Says the same thing again. */
class Repetition implements Command {
  readonly #index: number;

  constructor(index: number) {
    this.#index = index;
  }

  check = ({ answers }: Oracle): boolean => answers.length > 0;

  async run({ answers }: Oracle, living: Living): Promise<void> {
    const earlier = answers[this.#index % answers.length];
    if (!earlier) throw new Error('There is nothing to repeat.');
    expect(await living.write(earlier.name, earlier.input)).toEqual(earlier.answer);
  }

  toString = (): string => `repeat ${this.#index}`;
}

class Misfortune implements Command {
  readonly #what: string;
  readonly #bring: (living: Living) => Promise<void>;

  constructor(what: string, bring: (living: Living) => Promise<void>) {
    this.#what = what;
    this.#bring = bring;
  }

  check = (): boolean => true;

  async run(_oracle: Oracle, living: Living): Promise<void> {
    await this.#bring(living);
  }

  toString = (): string => this.#what;
}

const FAULTS: Readonly<Record<string, (late: LateCommits) => Fault>> = {
  'a lost answer': (late) => late.inOrder(faults.lostAnswer()),
  'a failure': (late) => late.inOrder(faults.status(500)),
  'too busy': (late) => late.inOrder(faults.status(503)),
  'a slow commit': (late) => late.late(slowMs),
  'a broken answer': (late) => late.inOrder(faults.brokenBody()),
};

const word = fc.constantFrom('one', 'two', 'three', 'four');
const backend = fc.constantFrom('HAPTIK' as const, 'EMERITUS' as const);

const commands = [
  word.map((name) => {
    const set = { displayName: name };
    return new Mutation('updateUser', { set }, (oracle) => void (oracle.name = name));
  }),
  word.map((pool) => new Mutation('updatePool', { pool }, (oracle) => void (oracle.pool = pool))),
  fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map(
    (add) =>
      new Mutation('updateOwners', { add }, ({ owners }) => {
        for (const owner of add) owners.add(owner);
      }),
  ),
  word.map(
    (owner) =>
      new Mutation('updateOwners', { remove: [owner] }, ({ owners }) => void owners.delete(owner)),
  ),
  fc.nat(20).map((index) => new Repetition(index)),
  fc.tuple(backend, fc.constantFrom(...Object.keys(FAULTS))).map(
    ([where, what]) =>
      new Misfortune(`${what} at ${where}`, async (living) => {
        const fault = FAULTS[what];
        if (fault) living.suffer(where, fault);
      }),
  ),
  fc
    .integer({ min: 1, max: 14 })
    .map(
      (boundary) =>
        new Misfortune(`a kill at ${boundary}`, async (living) => living.doom(boundary)),
    ),
];

it('ends as if nothing had ever gone wrong', { timeout: 30_000 * PACE * SEQUENCES }, async () => {
  const numRuns = Math.ceil(SEQUENCES / stages.length);
  const results = await Promise.allSettled(
    stages.map(async (stage) => fc.assert(sequences(stage), { numRuns, endOnFailure: true })),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
});

const sequences = (stage: Stage) =>
  fc.asyncProperty(fc.commands(commands, { maxCommands: 12, size: 'max' }), async (steps) => {
    await stage.sandbox.reset();
    const living = new Living(stage);
    try {
      const model: Oracle = { name: 'Zero', pool: null, owners: new Set(), answers: [] };
      await fc.asyncModelRun(async () => {
        await living.start();
        const created = await living.write('createUser', {
          backends: ['HAPTIK', 'EMERITUS'],
          displayName: model.name,
          email: 'model@example.net',
          haptik: { authId: 'model1' },
          idempotencyKey: randomUUID(),
        });
        living.userId = created.user?.id ?? '';
        return { model, real: living };
      }, steps);
      await living.over();
      expect(worldOf(stage.sandbox)).toEqual(wanted(model));
    } finally {
      await living.end();
    }
  });

/** What the backends hold of the person. */
function worldOf(sandbox: Sandbox) {
  const [haptik, ...more] = sandbox
    .backend('HAPTIK')
    .records.all()
    .filter(({ auth_id }) => auth_id === 'model1');
  const [emeritus, ...others] = sandbox
    .backend('EMERITUS')
    .records.all()
    .filter(({ emails }) => JSON.stringify(emails) === '["model@example.net"]');
  const owners = Object(emeritus).owners;
  return {
    name: haptik?.['name'],
    pool: emeritus?.['pool'],
    owners: new Set<unknown>(owners),
    more: [...more, ...others],
  };
}

const wanted = ({ name, pool, owners }: Oracle) => ({ name, pool, owners, more: [] });
