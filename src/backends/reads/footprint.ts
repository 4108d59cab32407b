import { metrics } from '#telemetry';
import type { ReadCache } from './read-cache.ts';
import type { FieldStates, Reading, ReadKey } from './reading.ts';

/** A read, and what came of it: `null` when the backend knows no such user. */
interface Step {
  readonly key: ReadKey;
  readonly states: FieldStates | null;
}

/** What one request was told by backends: an answer that was made of it is made again as long as they would tell the same. */
export class Footprint {
  readonly #steps: Step[] = [];
  #isWhole = true;
  #isAtOnce = true;

  /** Whether all that counts is in it. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Whether no read was begun for what another one had told: all may be begun again at once. */
  get isAtOnce(): boolean {
    return this.#isAtOnce;
  }

  /** A call begins. */
  begun(): void {
    if (this.#steps.length > 0) this.#isAtOnce = false;
  }

  add(key: ReadKey, reading: Reading): void {
    if (reading.kind === 'found') this.#steps.push({ key, states: reading.states });
    else if (reading.kind === 'absent') this.#steps.push({ key, states: null });
    else this.spoil();
  }

  /** More counts than records, such as a failure, or the time of a read. */
  spoil(): void {
    this.#isWhole = false;
  }

  /** Whether these reads would be answered from the cache now, each with the same record. Then they count as such. */
  isTold(cache: ReadCache): boolean {
    if (!this.#steps.every(({ key, states }) => isSame(cache.fresh(key), states))) return false;
    for (const _ of this.#steps) metrics.cacheRead('hit');
    return true;
  }

  /** Begins all reads again; whether each tells the same, as soon as one does not. */
  isToldAgain(read: (key: ReadKey) => Promise<Reading>): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let left = this.#steps.length;
      if (left === 0) resolve(true);
      for (const { key, states } of this.#steps) {
        const arrived = (reading: Reading): void => {
          left -= 1;
          if (!isSame(reading, states)) resolve(false);
          else if (left === 0) resolve(true);
        };
        read(key).then(arrived, reject);
      }
    });
  }
}

const isSame = (reading: Reading | undefined, states: FieldStates | null): boolean =>
  reading?.kind === 'found' ? reading.states === states : reading?.kind === 'absent' && !states;
