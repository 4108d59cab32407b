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

  /** Whether all that counts is in it. */
  get isWhole(): boolean {
    return this.#isWhole;
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
    if (!this.#steps.every((step) => isTold(step, cache))) return false;
    for (const _ of this.#steps) metrics.cacheRead('hit');
    return true;
  }
}

function isTold({ key, states }: Step, cache: ReadCache): boolean {
  const reading = cache.fresh(key);
  if (!reading) return false;
  return reading.kind === 'found' ? reading.states === states : states === null;
}
