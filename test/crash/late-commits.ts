import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../sandbox/faults.ts';

/** A request that a backend took and has not acted on. */
interface Late {
  /** When Facet noted that it was sending it, in epoch milliseconds. */
  readonly notedAt: number;
  readonly commit: () => void;
}

/**
 * What one backend still has to commit. A request is over `overMs` after it was noted, which Facet is told and relies on.
 * Were that left to the clock, a busy machine would deliver some requests so late that they break the promise; so
 * whatever was sent at least `overMs` later finds them committed.
 */
export class LateCommits {
  readonly #underWay = new Set<Late>();
  readonly #overMs: number;
  readonly #notedAt: () => Promise<number>;

  /** `notedAt`: of the last request to this backend that Facet noted. */
  constructor(overMs: number, notedAt: () => Promise<number>) {
    this.#overMs = overMs;
    this.#notedAt = notedAt;
  }

  /** Commits after so many milliseconds, also when nobody waits any more. */
  late(milliseconds: number): Fault {
    const before = async (): Promise<void> => {
      const notedAt = await this.#arrival();
      const { promise, resolve } = Promise.withResolvers<void>();
      const late = { notedAt, commit: resolve };
      this.#underWay.add(late);
      const timer = setTimeout(resolve, milliseconds);
      await promise;
      clearTimeout(timer);
      this.#underWay.delete(late);
    };
    return { before };
  }

  /** The same fault, for a request that comes after late ones. */
  inOrder(fault: Fault = {}): Fault {
    const before = async (): Promise<void> => {
      await this.#arrival();
      await fault.before?.();
    };
    return { ...fault, before };
  }

  /** When everything is committed. */
  async over(): Promise<void> {
    while (this.#underWay.size > 0) await sleep(5);
    await turn();
  }

  async #arrival(): Promise<number> {
    const notedAt = await this.#notedAt();
    for (const late of this.#underWay) {
      // Noted no later: it is a machine that stands still for long which delivers both together.
      const gap = notedAt - late.notedAt;
      if (gap <= 0 || gap >= this.#overMs) late.commit();
    }
    await turn();
    return notedAt;
  }
}
