import { LeaseLostError } from '../../registry/operations.ts';
import type { Operations } from '../../registry/operations.ts';
import type { OperationEngine } from './engine.ts';
import type { OperationSettings } from './settings.ts';

/** Operations finished at the same time: a silent backend must not hold up the others' for long. */
const AT_ONCE = 8;
const SWEEP_INTERVAL_MS = 60_000;

/** Finishes, from the start on and as long as the process lives, what was begun and nobody works on. */
export class Recovery {
  readonly #engine: OperationEngine;
  readonly #log: Operations;
  readonly #report: (error: unknown) => void;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #running = new Set<Promise<void>>();
  #isClosed = false;

  constructor(
    engine: OperationEngine,
    log: Operations,
    { recoveryIntervalMs, idempotencyTtlMs }: OperationSettings,
    report: (error: unknown) => void,
  ) {
    this.#engine = engine;
    this.#log = log;
    this.#report = report;
    this.#timers = [
      setInterval(() => this.#start(this.#recover), recoveryIntervalMs),
      setInterval(() => this.#start(this.#sweep), Math.min(SWEEP_INTERVAL_MS, idempotencyTtlMs)),
    ];
    this.#start(this.#recover);
    this.#start(this.#sweep);
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running);
  }

  #start(work: () => Promise<void>): void {
    if (this.#isClosed || this.#running.size >= AT_ONCE) return;
    const run = work().catch((error: unknown) => {
      // Whoever took it over finishes it.
      if (!(error instanceof LeaseLostError)) this.#report(error);
    });
    this.#running.add(run);
    void run.then(() => this.#running.delete(run));
  }

  /** Where there was one, there may be more: the next begins beside it. */
  readonly #recover = async (): Promise<void> => {
    const held = await this.#engine.claimDue();
    if (!held) return;
    this.#start(this.#recover);
    await this.#engine.finish(held);
    this.#start(this.#recover);
  };

  readonly #sweep = async (): Promise<void> => {
    await this.#log.sweep();
  };
}
