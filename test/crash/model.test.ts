import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faults, startSandbox } from '../../src/sandbox/index.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { mutate } from '../operations/operations.ts';
import type { Payload } from '../operations/operations.ts';
import { sqliteDatabase } from './databases.ts';
import { FacetProcess } from './facet-process.ts';
import { TIMES, TRUE_CONDITIONS } from './lane.ts';
import { LateCommits } from './late-commits.ts';

const SEQUENCES = Number(process.env['FACET_SEQUENCES'] ?? 3);

const { slowMs, overMs, settleMs } = TRUE_CONDITIONS;

let sandbox: Sandbox;
let folder: string;
/** It serves one sequence after another until it is killed. */
let victim = new FacetProcess();
let started = 0;

async function nextVictim(): Promise<void> {
  await victim.kill();
  victim = new FacetProcess();
}

beforeAll(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'facet-model-'));
});

afterAll(async () => {
  await victim.kill();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the person should be like: nothing but the changes asked for, each once and in order. */
interface Oracle {
  name: string;
  pool: string | null;
  owners: Set<string>;
  answers: { name: string; input: object; answer: Payload }[];
}

/** A Facet that may be killed, with one person in it. */
class Living {
  userId = '';
  readonly #database = sqliteDatabase(join(folder, `${randomUUID()}.db`));
  readonly #late = { HAPTIK: this.#lateAt('HAPTIK'), EMERITUS: this.#lateAt('EMERITUS') };
  #lane = 0;
  #url = '';

  async start(): Promise<void> {
    started += 1;
    this.#lane = started;
    this.#url = await victim.start({
      lane: this.#lane,
      environment: {
        ...sandbox.environment,
        ...TIMES,
        // Longer than a slow commit takes.
        HAPTIK_SETTLE_MS: String(settleMs),
        EMERITUS_SETTLE_MS: String(settleMs),
        DATABASE_URL: this.#database.url,
      },
      stopAt: null,
    });
  }

  suffer(where: 'HAPTIK' | 'EMERITUS', fault: (late: LateCommits) => Fault): void {
    sandbox.backend(where).fault('*', fault(this.#late[where]), 1);
  }

  /** The next mutation meets its end at this boundary. */
  async doom(boundary: number): Promise<void> {
    await victim.arm(this.#lane, boundary);
  }

  /** Sends it with its key until it is done, whatever happens on the way. */
  async write(name: string, input: object): Promise<Payload> {
    for (;;) {
      const answer = await Promise.race([
        mutate(this.#url, name, input),
        victim.stopped(this.#lane).then(() => null),
      ]);
      if (answer === null) {
        await nextVictim();
        await this.start();
      } else if (isOver(answer)) {
        return answer;
      } else {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  async over(): Promise<void> {
    await Promise.all(Object.values(this.#late).map(async (late) => late.over()));
  }

  async end(): Promise<void> {
    if (victim.hasStopped(this.#lane)) await nextVictim();
    else await victim.stop(this.#lane);
    await this.#database.remove();
  }

  #lateAt(backend: 'HAPTIK' | 'EMERITUS'): LateCommits {
    const late = new LateCommits(overMs, async () => this.#database.notedAt(backend));
    sandbox.backend(backend).fault('*', late.inOrder());
    return late;
  }
}

const isOver = ({ operation, outcomes }: Payload): boolean =>
  operation?.state === 'DONE' && outcomes.every(({ status }) => status !== 'FAILED');

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

it('ends as if nothing had ever gone wrong', { timeout: 30_000 * SEQUENCES }, async () => {
  const sequence = fc.commands(commands, { maxCommands: 12, size: 'max' });
  await fc.assert(
    fc.asyncProperty(sequence, async (steps) => {
      await sandbox.reset();
      const living = new Living();
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
        expect(worldOf()).toEqual(wanted(model));
      } finally {
        await living.end();
      }
    }),
    { numRuns: SEQUENCES, endOnFailure: true },
  );
});

/** What the backends hold of the person. */
function worldOf() {
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
