import { CircuitState, CountBreaker } from 'cockatiel';

/** How a backend fares, as far as calls have shown. */
export type Health = 'OK' | 'DEGRADED' | 'DOWN';

/** Opens when more than half of the last 20 calls failed, and never before 10 were made. */
const RECENT_CALLS = { size: 20, threshold: 0.5, minimumNumberOfCalls: 10 };
const PROBE_EVERY_MS = 500;
const LONGEST_RETRY_AFTER_S = 30;
/** A single failure is forgotten after this time. */
const DEGRADED_FOR_MS = 10_000;

/**
 * Stops calls to a backend that fails, and finds out when it works again: while open, one call every half a second is
 * let through, whether or not the one before has ended, and the first that succeeds closes it.
 *
 * The counting is cockatiel's. Its own circuit breaker lets a single probe decide while everyone else waits for it: a
 * probe into a silent backend would hold them, and put off the recovery, for the whole time-out of a call.
 */
export class Breaker {
  readonly #recent = new CountBreaker(RECENT_CALLS);
  #open = false;
  #nextProbe = 0;
  #lastFailure = -Infinity;

  /** Whether a call may be made now. Asking counts as making it. */
  admits(now = performance.now()): boolean {
    if (!this.#open) return true;
    if (now < this.#nextProbe) return false;
    this.#nextProbe = now + PROBE_EVERY_MS;
    return true;
  }

  worked(): void {
    this.#recent.success(this.#open ? CircuitState.HalfOpen : CircuitState.Closed);
    this.#open = false;
  }

  /** `retryAfter` in seconds, as the backend asked for it; at most half a minute is granted. */
  failed(retryAfter = 0, now = performance.now()): void {
    this.#lastFailure = now;
    if (!this.#open && !this.#recent.failure(CircuitState.Closed)) return;
    const wait = Math.min(retryAfter, LONGEST_RETRY_AFTER_S) * 1000;
    // Calls from before it opened fail for a while after: they put nothing off.
    const least = this.#open ? 0 : PROBE_EVERY_MS;
    this.#open = true;
    this.#nextProbe = Math.max(this.#nextProbe, now + Math.max(wait, least));
  }

  /** `DOWN` while calls are refused; `DEGRADED` when the next one is a probe, or one failed a moment ago. */
  health(now = performance.now()): Health {
    if (this.#open && now < this.#nextProbe) return 'DOWN';
    return this.#open || now - this.#lastFailure < DEGRADED_FOR_MS ? 'DEGRADED' : 'OK';
  }
}
