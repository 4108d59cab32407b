import { FacetError } from '#errors';
import { LeaseLostError } from '#registry';
import type { Operations } from '#registry';
import type { ClaimedOperation, OperationEngine } from './engine.ts';
import type { OperationSettings } from './operation-settings.ts';

/**
 * Operations finished at the same time: the more, the more of them share a way to the disk. A silent backend must not hold
 * up the others' for long, and callers need some of the 64 connections to a backend.
 */
const AT_ONCE = 48;
/** More are claimed when so many places are free, so that they share what claiming costs. */
const LEAST = AT_ONCE / 2;
const SWEEP_INTERVAL_MS = 60_000;

/** Finishes, from the start on and as long as the process lives, what was begun and nobody works on. */
export class Recovery {
  readonly #engine: OperationEngine;
  readonly #log: Operations;
  readonly #report: (error: unknown) => void;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #running = new Set<Promise<void>>();
  #finishing = 0;
  #isClaiming = false;
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
      setInterval(() => this.#start(this.#claim), recoveryIntervalMs),
      setInterval(() => this.#start(this.#sweep), Math.min(SWEEP_INTERVAL_MS, idempotencyTtlMs)),
    ];
    this.#start(this.#claim);
    this.#start(this.#sweep);
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #start(work: () => Promise<void>): void {
    if (!this.#isClosed) this.#run(work);
  }

  #run(work: () => Promise<void>): void {
    const run = work().catch((error: unknown) => {
      // Whoever took it over finishes it; or the registry fails, says so itself, and it is taken up again.
      if (!(error instanceof LeaseLostError || error instanceof FacetError)) this.#report(error);
    });
    this.#running.add(run);
    void run.then(() => this.#running.delete(run));
  }

  /** Where places are free, and then again as long as there is more. */
  readonly #claim = async (): Promise<void> => {
    const free = AT_ONCE - this.#finishing;
    if (this.#isClaiming || free < LEAST) return;
    this.#isClaiming = true;
    try {
      const claimed = await this.#engine.claimDue(free);
      // Also when it is closed meanwhile: nobody else may take them before their lease ends.
      for (const one of claimed) this.#run(async () => this.#finish(one));
    } finally {
      this.#isClaiming = false;
    }
  };

  async #finish(claimed: ClaimedOperation): Promise<void> {
    this.#finishing += 1;
    try {
      await this.#engine.finish(claimed);
    } finally {
      this.#finishing -= 1;
      this.#start(this.#claim);
    }
  }

  readonly #sweep = async (): Promise<void> => {
    await this.#log.sweep();
  };
}
