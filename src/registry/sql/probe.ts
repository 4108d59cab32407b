import type { Transaction } from 'kysely';
import { RegistryUnavailable } from '../failure.ts';
import type { FailureReason } from '../failure.ts';
import type { Tables } from './tables.ts';

/** Longer than a healthy database takes, and shorter than what watches over us waits. */
const TIMEOUT_MS = 2000;
/** So many writes may be tried within this time; whoever asks beyond them gets the last answer. */
const WINDOW_MS = 1000;
const MOST_IN_WINDOW = 3;

/** The one row that is written to see whether the database can be written to. */
export async function writeProbe(trx: Transaction<Tables>, at: string): Promise<void> {
  await trx
    .insertInto('probes')
    .values({ id: 1, at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
    .execute();
}

/** Tries a write, one at a time and a few a second: whoever asks meanwhile gets the same answer. */
export class Probe {
  readonly #write: () => Promise<void>;
  /** What it means when a write takes too long. */
  readonly #late: FailureReason;
  #last: Promise<void> | null = null;
  #isRunning = false;
  #windowEnd = -Infinity;
  #inWindow = 0;

  constructor(write: () => Promise<void>, late: FailureReason) {
    this.#write = write;
    this.#late = late;
  }

  /** @throws RegistryUnavailable also when the write takes too long */
  async run(): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new RegistryUnavailable(this.#late)), TIMEOUT_MS);
    try {
      await Promise.race([this.#attempt(), promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #attempt(): Promise<void> {
    if (this.#last && (this.#isRunning || !this.#mayWrite())) return this.#last;
    this.#isRunning = true;
    this.#last = this.#write().finally(() => {
      this.#isRunning = false;
    });
    return this.#last;
  }

  #mayWrite(now = performance.now()): boolean {
    if (now >= this.#windowEnd) {
      this.#windowEnd = now + WINDOW_MS;
      this.#inWindow = 0;
    }
    this.#inWindow += 1;
    return this.#inWindow <= MOST_IN_WINDOW;
  }
}
