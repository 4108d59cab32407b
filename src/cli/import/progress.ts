import type { ImportCounts } from '#registry';
import { complain } from '../report.ts';

const EVERY_MS = 2000;

interface State {
  readonly counts: ImportCounts;
  /** Of the file, from 0 to 1. */
  readonly part: number;
}

/** Tells on the standard error stream how far an import has come, every two seconds. */
export class Progress {
  readonly #state: () => State;
  readonly #timer: NodeJS.Timeout;
  readonly #begun = performance.now();
  readonly #rowsBefore: number;

  constructor(state: () => State) {
    this.#state = state;
    this.#rowsBefore = state().counts.rows;
    this.#timer = setInterval(() => this.tell(), EVERY_MS);
  }

  tell(): void {
    const { counts, part } = this.#state();
    const seconds = Math.max((performance.now() - this.#begun) / 1000, 0.001);
    const rate = Math.round((counts.rows - this.#rowsBefore) / seconds);
    complain(
      `${Math.floor(part * 100)} %, ${counts.rows} rows, ${rate} a second, ${counts.refused} not imported`,
    );
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
