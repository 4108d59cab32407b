import { BackendError } from '#errors';
import type { BackendErrorCode } from '#errors';
import type { BreakerHealth } from './breaker.ts';

/** How a backend fares. `UNKNOWN`: no call has shown it. */
export type Health = BreakerHealth | 'UNKNOWN';

/**
 * What the answers of a backend say of its address and our credentials, which its breaker does not look at. That nobody
 * is found, or that an input is refused, says nothing: so may a server that is another one. What was wrong stays so until
 * an answer is as documented: neither heals by waiting.
 */
export class Standing {
  #hasWorked = false;
  #wrong: BackendErrorCode | null = null;

  get health(): Health {
    if (this.#wrong !== null) return 'DEGRADED';
    return this.#hasWorked ? 'OK' : 'UNKNOWN';
  }

  /** What the last answers that say anything had wrong. */
  get wrong(): BackendErrorCode | null {
    return this.#wrong;
  }

  /** An answer was as documented. */
  worked(): void {
    this.#hasWorked = true;
    this.#wrong = null;
  }

  failed(error: unknown): void {
    if (!(error instanceof BackendError)) return;
    const { code } = error;
    if (code === 'BACKEND_UNAUTHORIZED' || code === 'BACKEND_CONTRACT') this.#wrong = code;
  }
}
