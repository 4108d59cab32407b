import { setTimeout as sleep } from 'node:timers/promises';

/** Lets those who wait for an operation know when a run of it in this process ends, so that they need not keep looking. */
export class Endings {
  readonly #running = new Map<string, PromiseWithResolvers<void>>();

  /** Runs the operation; afterwards those who waited for it are told. */
  async around<T>(id: string, run: () => Promise<T>): Promise<T> {
    const ending = Promise.withResolvers<void>();
    this.#running.set(id, ending);
    try {
      return await run();
    } finally {
      if (this.#running.get(id) === ending) this.#running.delete(id);
      ending.resolve();
    }
  }

  /**
   * Waits until it is worth looking again: its run here ends, or `lookMs` have passed, as it may be run elsewhere, or
   * out of the way before it ends. Never beyond `deadline`, on the clock of `performance.now()`.
   */
  async next(id: string, lookMs: number, deadline: number): Promise<void> {
    const wait = Math.min(lookMs, Math.max(deadline - performance.now(), 0));
    const aborted = new AbortController();
    const look = sleep(wait, undefined, { signal: aborted.signal }).catch(() => undefined);
    await Promise.race([look, this.#running.get(id)?.promise ?? look]);
    aborted.abort();
  }
}
