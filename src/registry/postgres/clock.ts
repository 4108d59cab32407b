/** How long a reading is relied on, in milliseconds: a machine that slept does not count the time. */
const FRESH_MS = 5000;

/**
 * The server's clock, read every few seconds and counted on by this process's monotonic clock in between: however wrong
 * or unsteady the clocks of processes are, all of them have the same time to within a network's delay.
 */
export class PostgresClock {
  readonly #read: () => Promise<number>;
  #reading: { readonly time: number; readonly at: number };
  #isReading = false;

  /** `read` answers the server's time in epoch milliseconds. Throws what it threw. */
  static async start(read: () => Promise<number>): Promise<PostgresClock> {
    return new PostgresClock(read, { time: await read(), at: performance.now() });
  }

  private constructor(read: () => Promise<number>, reading: { time: number; at: number }) {
    this.#read = read;
    this.#reading = reading;
  }

  /** In epoch milliseconds. */
  now(): number {
    const elapsed = performance.now() - this.#reading.at;
    if (elapsed > FRESH_MS && !this.#isReading) void this.#readAgain();
    return this.#reading.time + elapsed;
  }

  async #readAgain(): Promise<void> {
    this.#isReading = true;
    try {
      const time = await this.#read();
      this.#reading = { time, at: performance.now() };
    } catch {
      // What needs the database now learns that it is away; until it is back the last reading is counted on.
    } finally {
      this.#isReading = false;
    }
  }
}
