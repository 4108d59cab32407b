/** One repetition for this many calls, and for no more than the last hundred of them. */
const CALLS_PER_RETRY = 10;
const REMEMBERED_CALLS = 100;

/**
 * Lets a tenth of a backend's recent calls be repeated, so that repetitions never add to an outage. One for a backend:
 * its reads and its writes share the tenth.
 */
export class RetryBudget {
  #calls = 0;

  /** A call that is no repetition is made. */
  called(): void {
    this.#calls = Math.min(this.#calls + 1, REMEMBERED_CALLS);
  }

  /** Whether one more repetition is paid for, by calls that were made or by up to `ahead` that are to come; takes it. */
  spend(ahead = 0): boolean {
    if (this.#calls + ahead < CALLS_PER_RETRY) return false;
    this.#calls -= CALLS_PER_RETRY;
    return true;
  }
}
