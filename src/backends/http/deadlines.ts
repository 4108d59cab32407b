/** What is told when its time is over. */
export interface Expiring {
  expire(): void;
}

/**
 * Ends what takes longer than a fixed time: the oldest has to end first, so that one timer serves all. A timer for each
 * costs as much as the rest of its bookkeeping. It keeps no process alive: what is waited for does that.
 */
export class Deadlines {
  readonly #timeoutMs: number;
  /** When each ends, by `performance.now()`, in that order. */
  readonly #ends = new Map<Expiring, number>();
  #isTimed = false;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** `begun`: now, by `performance.now()`. */
  add(one: Expiring, begun: number): void {
    this.#ends.set(one, begun + this.#timeoutMs);
    if (!this.#isTimed) this.#lookIn(this.#timeoutMs);
  }

  /** It has ended in time. */
  delete(one: Expiring): void {
    this.#ends.delete(one);
  }

  #lookIn(wait: number): void {
    this.#isTimed = true;
    setTimeout(look, wait, this).unref();
  }

  /** Tells those whose time is over, and waits for the next one. */
  look(): void {
    this.#isTimed = false;
    const now = performance.now();
    for (const [one, end] of this.#ends) {
      if (end > now) return this.#lookIn(end - now);
      this.#ends.delete(one);
      one.expire();
    }
  }
}

const look = (deadlines: Deadlines): void => deadlines.look();
