import { RecentCalls } from './recent-calls.ts';

/** How a backend fares as far as its answers come. */
export type BreakerHealth = 'OK' | 'DEGRADED' | 'DOWN';

/** Opens when more than half of the last 20 calls failed, and never before 10 were made. */
const REMEMBERED_CALLS = 20;
const LEAST_CALLS = 10;
const PROBE_EVERY_MS = 500;
const LONGEST_RETRY_AFTER_S = 30;
/** A single failure is forgotten after this time. */
const DEGRADED_FOR_MS = 10_000;

/**
 * Stops calls to a backend that fails, and finds out when it works again: while open, one call every half a second is
 * let through, whether or not the one before has ended, and the first that succeeds closes it. A single probe that decides
 * while everyone else waits for it, as circuit breakers usually have it, would put off the recovery for the whole time-out
 * of a call when the backend is silent.
 */
export class Breaker {
  readonly #recent = new RecentCalls(REMEMBERED_CALLS);
  #open = false;
  #nextProbe = 0;
  #lastFailure = -Infinity;

  /** Calls are refused, but for probes. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Whether a call may be made now. Asking counts as making it. */
  admits(now = performance.now()): boolean {
    if (!this.#open) return true;
    if (now < this.#nextProbe) return false;
    this.#nextProbe = now + PROBE_EVERY_MS;
    return true;
  }

  worked(): void {
    if (this.#open) this.#recent.forget();
    this.#open = false;
    this.#recent.add(true);
  }

  /** `retryAfter` in seconds, as the backend asked for it; at most half a minute is granted. */
  failed(retryAfter = 0, now = performance.now()): void {
    this.#lastFailure = now;
    this.#recent.add(false);
    if (!this.#open && !this.#mostFail()) return;
    const wait = Math.min(retryAfter, LONGEST_RETRY_AFTER_S) * 1000;
    // Calls from before it opened fail for a while after: they put nothing off.
    const least = this.#open ? 0 : PROBE_EVERY_MS;
    this.#open = true;
    this.#nextProbe = Math.max(this.#nextProbe, now + Math.max(wait, least));
  }

  /** `DOWN` while calls are refused; `DEGRADED` when the next one is a probe, or one failed a moment ago. */
  health(now = performance.now()): BreakerHealth {
    if (this.#open && now < this.#nextProbe) return 'DOWN';
    return this.#open || now - this.#lastFailure < DEGRADED_FOR_MS ? 'DEGRADED' : 'OK';
  }

  #mostFail(): boolean {
    const { total, failed } = this.#recent;
    return total >= LEAST_CALLS && failed > total / 2;
  }
}
