import { setImmediate as turn } from 'node:timers/promises';
import { FacetError } from '#errors';
import { LeaseLostError } from '../operation-log.ts';
import type { Claim } from '../operation-log.ts';
import { renewLeases } from './leases.ts';
import type { Leased, Leases } from './leases.ts';
import type { WriteContext } from './write-context.ts';

/** What is done with an operation in a transaction that renewed its lease. */
export type LeasedWork<T> = (context: WriteContext, leased: Leased) => Promise<T>;

type Write = <T>(work: (context: WriteContext) => Promise<T>) => Promise<T>;

/** One of a group, and whom to tell of it. */
interface Entry {
  readonly claim: Claim;
  readonly run: (leases: Leases) => Promise<void>;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
  readonly alone: () => Promise<void>;
}

/** Writes in one transaction: what others wait for meanwhile is to stay short. */
const LARGEST = 32;

/**
 * Lets writes that come together share a transaction, and so its way to the disk, or to the server and back. Each does
 * its work after the other; where one fails, all are undone, and each is done by itself.
 */
export class GroupedWrites {
  readonly #write: Write;
  readonly #waiting: Entry[] = [];
  #isWriting = false;

  constructor(write: Write) {
    this.#write = write;
  }

  /** @throws LeaseLostError */
  async run<T>(claim: Claim, work: LeasedWork<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let settle = (): void => undefined;
    this.#waiting.push({
      claim,
      run: async (leases) => {
        try {
          const result = await work(leases.context, leases.of(claim));
          leases.done(claim);
          settle = () => resolve(result);
        } catch (error) {
          // It has written nothing, and the others need not be undone.
          if (!(error instanceof LeaseLostError)) throw error;
          settle = () => reject(error);
        }
      },
      settle: () => settle(),
      fail: reject,
      alone: async () =>
        this.#write(async (context) => {
          const leases = await renewLeases(context, [claim]);
          return work(leases.context, leases.of(claim));
        }).then(resolve, reject),
    });
    if (!this.#isWriting) void this.#writeAll();
    return promise;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    // Those that come in the same turn are a group.
    await turn();
    while (this.#waiting.length > 0) await this.#writeGroup(this.#waiting.splice(0, LARGEST));
    this.#isWriting = false;
  }

  async #writeGroup(group: readonly Entry[]): Promise<void> {
    try {
      await this.#write(async (context) => {
        const leases = await renewLeases(
          context,
          group.map(({ claim }) => claim),
        );
        for (const { run } of group) {
          await run(leases);
          // Whoever reads meanwhile need not wait for the whole group.
          await turn();
        }
      });
    } catch (error) {
      // The database failed: each by itself would only fail too, or nobody knows whether it was done.
      if (group.length === 1 || isOfRegistry(error)) for (const { fail } of group) fail(error);
      else for (const { alone } of group) await alone();
      return;
    }
    for (const { settle } of group) settle();
  }
}

/** Whether the database failed, and not what was written. */
export const isOfRegistry = (error: unknown): boolean =>
  error instanceof FacetError && error.code.startsWith('REGISTRY_');
