/** What is told when its time is over. */
export interface Expiring {
  expire(): void;
}

/** One that has some time left, between its neighbours. */
export interface TimeLeft {
  readonly one: Expiring;
  /** By `performance.now()`. */
  readonly end: number;
  before: TimeLeft | null;
  after: TimeLeft | null;
  isOver: boolean;
}

/**
 * Ends what takes longer than a fixed time: the oldest has to end first, so that one timer serves all. A timer for each
 * costs as much as the rest of its bookkeeping, and to find each by a hash of itself more than to know its neighbours. It
 * keeps no process alive: what is waited for does that.
 */
export class Deadlines {
  readonly #timeoutMs: number;
  #first: TimeLeft | null = null;
  #last: TimeLeft | null = null;
  #isTimed = false;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** `begun`: now, by `performance.now()`. */
  add(one: Expiring, begun: number): TimeLeft {
    const end = begun + this.#timeoutMs;
    const last: TimeLeft = { one, end, before: this.#last, after: null, isOver: false };
    if (this.#last) this.#last.after = last;
    else this.#first = last;
    this.#last = last;
    if (!this.#isTimed) this.#lookIn(this.#timeoutMs);
    return last;
  }

  /** It has ended; when its time was over already, nothing happens. */
  delete(left: TimeLeft): void {
    if (left.isOver) return;
    left.isOver = true;
    const { before, after } = left;
    if (before) before.after = after;
    else this.#first = after;
    if (after) after.before = before;
    else this.#last = before;
  }

  #lookIn(wait: number): void {
    this.#isTimed = true;
    setTimeout(look, wait, this).unref();
  }

  /** Tells those whose time is over, and waits for the next one. */
  look(): void {
    this.#isTimed = false;
    const now = performance.now();
    while (this.#first) {
      const { one, end } = this.#first;
      if (end > now) return this.#lookIn(end - now);
      this.delete(this.#first);
      one.expire();
    }
  }
}

const look = (deadlines: Deadlines): void => deadlines.look();
