import type { Backend } from '../../schema.generated.ts';

/** Retries for each request sent. */
const SHARE = 0.1;
/** What a quiet time may save up. */
const MOST = 10;
/** So that the very first request may be repeated once. */
const FIRST = 1 - SHARE;

/** How many retries each backend still gets: a tenth of its recent traffic, so that a sick one is not buried. */
export class RetryBudget {
  readonly #tokens = new Map<Backend, number>();

  /** A request that is no retry goes out. */
  earn(backend: Backend): void {
    this.#tokens.set(backend, Math.min(this.#left(backend) + SHARE, MOST));
  }

  /** Whether a retry may go out; takes it when it may. */
  spend(backend: Backend): boolean {
    const left = this.#left(backend);
    // Ten tenths are a little less than one.
    if (left < 1 - Number.EPSILON * 16) return false;
    this.#tokens.set(backend, left - 1);
    return true;
  }

  #left(backend: Backend): number {
    return this.#tokens.get(backend) ?? FIRST;
  }
}
