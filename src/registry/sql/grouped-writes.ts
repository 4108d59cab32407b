import { setImmediate as turn } from 'node:timers/promises';
import { FacetError } from '#errors';
import { sharing } from './gathering.ts';
import { LeaseLostError } from '../operation-log.ts';
import type { WriteContext } from './write-context.ts';

type Work<T> = (context: WriteContext) => Promise<T>;

/** What a write depends on and changes that others may depend on too, each as a text. */
export type Touching = (context: WriteContext) => Promise<readonly string[]>;

/** One of a group, and whom to tell of it. */
interface Entry {
  readonly touching: Touching;
  readonly run: (context: WriteContext) => Promise<void>;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
  readonly alone: () => Promise<void>;
}

/** Writes in one transaction: what others wait for meanwhile is to stay short. */
const LARGEST = 64;

const nothing: Touching = async () => [];

/**
 * Lets writes that come together share a transaction, and so its way to the disk, or to the server and back; and its
 * statements too, where they have nothing to do with each other. Those that have do their work one after the other, as they
 * came. Where one fails, all are undone, and each is done by itself.
 */
export class GroupedWrites {
  readonly #write: <T>(work: Work<T>) => Promise<T>;
  readonly #waiting: Entry[] = [];
  #writing: Promise<void> | null = null;

  constructor(write: <T>(work: Work<T>) => Promise<T>) {
    this.#write = write;
  }

  async run<T>(work: Work<T>, touching = nothing): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let settle = (): void => undefined;
    this.#waiting.push({
      touching,
      run: async (context) => {
        try {
          const result = await work(context);
          settle = () => resolve(result);
        } catch (error) {
          // It has written nothing, and the others need not be undone.
          if (!(error instanceof LeaseLostError)) throw error;
          settle = () => reject(error);
        }
      },
      settle: () => settle(),
      fail: reject,
      alone: async () => this.#write(work).then(resolve, reject),
    });
    this.#writing ??= this.#writeAll();
    return promise;
  }

  /** Waits until everything that was asked for is written, or has failed. */
  async finish(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Those that come in the same turn are a group.
    await turn();
    while (this.#waiting.length > 0) {
      await this.#writeGroup(this.#waiting.splice(0, LARGEST));
      // Whoever is told of it now may want to write again: all of them together.
      await turn();
    }
    this.#writing = null;
  }

  async #writeGroup(group: readonly Entry[]): Promise<void> {
    try {
      await this.#write(async (context) => runAll(group, sharing(context)));
    } catch (error) {
      // The database failed: each by itself would only fail too, or nobody knows whether it was done.
      if (group.length === 1 || isOfRegistry(error)) for (const { fail } of group) fail(error);
      else for (const { alone } of group) await alone();
      return;
    }
    for (const { settle } of group) settle();
  }
}

async function runAll(group: readonly Entry[], context: WriteContext): Promise<void> {
  const touched = await allOf(group.map(async ({ touching }) => touching(context)));
  const about = group.map((entry, index) => ({
    entry,
    touched: touched[index] ?? [],
  }));
  for (const apart of inOrder(about)) {
    await allOf(apart.map(async ({ entry }) => entry.run(context)));
  }
}

/** Nothing of the transaction goes on when this fails. */
async function allOf<T>(running: readonly Promise<T>[]): Promise<readonly T[]> {
  const results = await Promise.allSettled(running);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

interface Touched {
  readonly touched: readonly string[];
}

/** In as few parts as can be: what touches the same is in different ones, in its order. */
function inOrder<T extends Touched>(entries: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = [];
  const last = new Map<string, number>();
  for (const entry of entries) {
    const place = Math.max(0, ...entry.touched.map((text) => (last.get(text) ?? -1) + 1));
    for (const text of entry.touched) last.set(text, place);
    (parts[place] ??= []).push(entry);
  }
  return parts;
}

/** Whether the database failed, and not what was written. */
export const isOfRegistry = (error: unknown): boolean =>
  error instanceof FacetError && error.code.startsWith('REGISTRY_');
