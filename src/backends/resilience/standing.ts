import { BackendError } from '#errors';
import type { BreakerHealth } from './breaker.ts';

/** How a backend fares. `UNKNOWN`: no call has shown it. */
export type Health = BreakerHealth | 'UNKNOWN';

/**
 * What the answers of a backend say of its address and our credentials, which its breaker does not look at. That nobody
 * is found, or that an input is refused, says nothing: so may a server that is another one. What was wrong stays so until
 * an answer is as documented: neither heals by waiting.
 */
export class Standing {
  #health: Health = 'UNKNOWN';

  get health(): Health {
    return this.#health;
  }

  /** An answer was as documented. */
  worked(): void {
    this.#health = 'OK';
  }

  failed(error: unknown): void {
    const isWrong =
      error instanceof BackendError &&
      (error.code === 'BACKEND_UNAUTHORIZED' || error.code === 'BACKEND_CONTRACT');
    if (isWrong) this.#health = 'DEGRADED';
  }
}
