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
  #timer: NodeJS.Timeout | null = null;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** `begun`: now, by `performance.now()`. */
  add(one: Expiring, begun: number): void {
    this.#ends.set(one, begun + this.#timeoutMs);
    this.#timer ??= this.#in(this.#timeoutMs);
  }

  /** It has ended in time. */
  delete(one: Expiring): void {
    this.#ends.delete(one);
  }

  #in(wait: number): NodeJS.Timeout {
    return setTimeout(look, wait, this).unref();
  }

  /** Tells those whose time is over, and waits for the next one. */
  look(): void {
    this.#timer = null;
    const now = performance.now();
    for (const [one, end] of this.#ends) {
      if (end > now) {
        this.#timer = this.#in(end - now);
        return;
      }
      this.#ends.delete(one);
      one.expire();
    }
  }
}

const look = (deadlines: Deadlines): void => deadlines.look();
