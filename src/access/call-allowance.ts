import { FacetError } from '#errors';
import type { ErrorExtensions } from '#errors';

/** A caller has made all calls to backends that it may make in this minute. */
export class CallsExhausted extends FacetError {
  override readonly name = 'CallsExhausted';
  /** Seconds to wait. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super(
      'RATE_LIMITED',
      'The caller has made all backend calls that it may make in a minute. Try again after `retryAfter` seconds.',
    );
    this.retryAfter = retryAfter;
  }

  override get extensions(): ErrorExtensions {
    return { code: this.code, retryAfter: this.retryAfter };
  }
}

/** What a limit has come to. */
export interface LimitState {
  readonly limit: number;
  readonly used: number;
  /** Until a new minute begins. */
  readonly resetMs: number;
}

/** Adds to the counter of a caller, and says how far it is; with 0 only that. */
export type Count = (
  points: number,
) => Promise<{ readonly used: number; readonly resetMs: number }>;

export const MINUTE_MS = 60_000;

/**
 * The calls to backends that one caller may make in a minute, for all of its requests. They are counted here at once, and
 * told to the counter that other instances may share one after another: what those have used is known within a round trip.
 */
export class CallAllowance {
  readonly #count: Count;
  #limit: number;
  /** Of all instances, as the counter has told. */
  #told = 0;
  /** Ours that the counter does not know yet. */
  #untold = 0;
  #resetAt = -Infinity;
  #telling: Promise<void> | null = null;
  /** How often something was told so far. */
  #tellings = 0;

  constructor(limit: number, count: Count) {
    this.#limit = limit;
    this.#count = count;
  }

  /** The limit of a caller may change while it calls. */
  set limit(limit: number) {
    this.#limit = limit;
  }

  get state(): LimitState {
    const now = performance.now();
    if (now >= this.#resetAt) return { limit: this.#limit, used: this.#untold, resetMs: MINUTE_MS };
    return {
      limit: this.#limit,
      used: this.#told + this.#untold,
      resetMs: this.#resetAt - now,
    };
  }

  /** Why so many more calls may not be made; `null` when they may. */
  refusal(calls: number): CallsExhausted | null {
    const { limit, used, resetMs } = this.state;
    return used + calls <= limit ? null : new CallsExhausted(secondsIn(resetMs));
  }

  /** Counts a call that is made. */
  spend(): void {
    this.#untold += 1;
    this.#telling ??= this.#tell();
  }

  /** Learns what other instances have used. */
  async renew(): Promise<void> {
    // What is being told, or was meanwhile, brings the same back, and is newer.
    if (this.#telling) return;
    const before = this.#tellings;
    const told = await this.#count(0);
    if (this.#tellings === before) this.#learn(told);
  }

  /** Waits until other instances can know of every call: the next request may come to one of them. */
  async settled(): Promise<void> {
    await this.#telling;
  }

  async #tell(): Promise<void> {
    while (this.#untold > 0) {
      const calls = this.#untold;
      this.#tellings += 1;
      const told = await this.#count(calls);
      this.#untold -= calls;
      this.#learn(told);
    }
    this.#telling = null;
  }

  #learn({ used, resetMs }: Awaited<ReturnType<Count>>): void {
    this.#told = used;
    this.#resetAt = performance.now() + resetMs;
  }
}

/** As `Retry-After` has them: at least one. */
export const secondsIn = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
