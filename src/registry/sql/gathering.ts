import { setImmediate as turn } from 'node:timers/promises';
import { usersOf } from '../match.ts';
import type { UserKey, UserRow } from '../registry.ts';
import type { Batch, Together, WriteContext } from './write-context.ts';

/** A context without its way to ask, which is bound to it. */
type Parts = Omit<WriteContext, 'together'>;

/** The context of work that has its transaction to itself. */
export function alone(parts: Parts): WriteContext {
  const context: WriteContext = {
    ...parts,
    together: async (batch, input) => {
      const calls = new Calls(batch);
      const answer = calls.add(input);
      await calls.run(context);
      return answer;
    },
  };
  return context;
}

/**
 * The context of several that do their work at the same time in the transaction of `context`. What they ask for in the same
 * turn is asked for in the same statements, and who reads meanwhile has a turn in between.
 */
export function sharing(context: WriteContext): WriteContext {
  const gathering = new Gathering(context);
  const together: Together = async (batch, input) => gathering.ask(batch, input);
  return { ...context, together, find: async (keys) => together(findAll, keys) };
}

/** Everybody is answered with whom their own keys mean. */
const findAll: Batch<readonly UserKey[], readonly UserRow[]> = async ({ find }, wanted) => {
  const users = await find(wanted.flat());
  return wanted.map((keys) => [...new Set(keys.flatMap((key) => usersOf(users, key)))]);
};

class Gathering {
  readonly #context: WriteContext;
  #due = new Map<unknown, Runnable>();
  #isRunning = false;

  constructor(context: WriteContext) {
    this.#context = context;
  }

  async ask<In, Out>(batch: Batch<In, Out>, input: In): Promise<Out> {
    // What is kept under a batch is of its types.
    const kept = this.#due.get(batch) as Calls<In, Out> | undefined;
    const calls = kept ?? new Calls(batch);
    this.#due.set(batch, calls);
    if (!this.#isRunning) void this.#runAll();
    return calls.add(input);
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    while (this.#due.size > 0) {
      await turn();
      const due = this.#due;
      this.#due = new Map();
      for (const calls of due.values()) await calls.run(this.#context);
    }
    this.#isRunning = false;
  }
}

interface Runnable {
  /** Answers all; never throws. */
  run(context: WriteContext): Promise<void>;
}

class Calls<In, Out> implements Runnable {
  readonly #batch: Batch<In, Out>;
  readonly #inputs: In[] = [];
  readonly #answers: PromiseWithResolvers<Out>[] = [];

  constructor(batch: Batch<In, Out>) {
    this.#batch = batch;
  }

  async add(input: In): Promise<Out> {
    const answer = Promise.withResolvers<Out>();
    this.#inputs.push(input);
    this.#answers.push(answer);
    return answer.promise;
  }

  async run(context: WriteContext): Promise<void> {
    try {
      const outs = await this.#batch(context, this.#inputs);
      for (const [index, { resolve }] of this.#answers.entries()) resolve(outs[index] as Out);
    } catch (error) {
      for (const { reject } of this.#answers) reject(error);
    }
  }
}
