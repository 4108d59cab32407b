/** Hands out a fixed number of places, first come, first served. */
export class Turns {
  readonly #waitMs: number;
  readonly #waiting = new Set<() => void>();
  #free: number;

  /** `waitMs`: how long somebody waits for a place before they are turned away. */
  constructor(places: number, waitMs: number) {
    this.#free = places;
    this.#waitMs = waitMs;
  }

  /** Whether whoever comes now has to wait. */
  get isBusy(): boolean {
    return this.#free === 0;
  }

  /**
   * Takes a place; the answer gives it back, once.
   * @throws TurnTimeout when none became free in time
   */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#queue();
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack();
      isTaken = false;
    };
  }

  async #queue(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#waiting.delete(resolve);
      reject(new TurnTimeout('Too many wait for the same thing.'));
    }, this.#waitMs);
    this.#waiting.add(resolve);
    await promise;
    clearTimeout(timer);
  }

  #giveBack(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}

/** Whoever waited for a place did not get one in time. */
export class TurnTimeout extends Error {
  override readonly name = 'TurnTimeout';
}
