/** How the last calls went: a window of fixed size, in which a new call takes the place of the oldest. */
export class RecentCalls {
  readonly #size: number;
  /** Whether each of them worked; the oldest stands at `#next` once the window is full. */
  #worked: boolean[] = [];
  #next = 0;
  #failed = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get total(): number {
    return this.#worked.length;
  }

  get failed(): number {
    return this.#failed;
  }

  add(worked: boolean): void {
    if (this.#worked[this.#next] === false) this.#failed -= 1;
    if (!worked) this.#failed += 1;
    this.#worked[this.#next] = worked;
    this.#next = (this.#next + 1) % this.#size;
  }

  forget(): void {
    this.#worked = [];
    this.#next = 0;
    this.#failed = 0;
  }
}
