import { LRUCache } from 'lru-cache';
import type { SharedCounters } from '#registry';
import { CallAllowance, MINUTE_MS } from './call-allowance.ts';
import type { Count, LimitState } from './call-allowance.ts';
import type { Caller } from './caller.ts';
import { openCounters } from './counters.ts';
import type { Counters } from './counters.ts';

/** One request of a caller with limits. */
export interface Admission {
  /** The limit that is exceeded; `null` lets the request in. */
  readonly exceeded: LimitState | null;
  readonly requests: LimitState | null;
  /** `null`: as many calls as each operation may make. */
  readonly calls: CallAllowance | null;
}

interface Exhausted {
  readonly limit: number;
  /** On the clock of `performance.now()`. */
  readonly until: number;
}

/** More callers than these are not remembered at once; those who were not seen for longest are forgotten. */
const MOST_CALLERS = 10_000;

/**
 * Counts what callers ask for in a minute, which begins with the first request. Instances that share a PostgreSQL count
 * together; while it is away, each counts for itself.
 */
export class RateLimits {
  readonly #shared: SharedCounters | null;
  #counters: Promise<Counters> | undefined;
  readonly #allowances = new LRUCache<string, CallAllowance>({ max: MOST_CALLERS });
  /** Those that are refused whatever other instances say: nobody needs to be asked. */
  readonly #exhausted = new LRUCache<string, Exhausted>({ max: MOST_CALLERS });

  constructor(shared: SharedCounters | null) {
    this.#shared = shared;
  }

  /** Counts a request. `null`, and no promise, for a caller without limits. */
  admit(caller: Caller): Promise<Admission> | null {
    const { requestsPerMinute, backendCallsPerMinute } = caller.limits;
    if (requestsPerMinute === null && backendCallsPerMinute === null) return null;
    return this.#admit(caller);
  }

  close(): void {
    void this.#counters?.then((counters) => counters.close());
  }

  async #admit({ name, limits }: Caller): Promise<Admission> {
    const { requestsPerMinute, backendCallsPerMinute } = limits;
    const calls = this.#allowanceOf(name, backendCallsPerMinute);
    const [requests] = await Promise.all([
      requestsPerMinute === null ? null : this.#request(name, requestsPerMinute),
      calls?.renew(),
    ]);
    const isOver = requests !== null && requests.used > requests.limit;
    const exceeded = isOver ? requests : calls?.refusal(1) ? calls.state : null;
    return { exceeded, requests, calls };
  }

  async #request(name: string, limit: number): Promise<LimitState> {
    const known = this.#exhausted.get(name);
    const left = known?.limit === limit ? known.until - performance.now() : 0;
    if (left > 0) return { limit, used: limit + 1, resetMs: left };
    const { used, resetMs } = await this.#countOf(`requests ${name}`)(1);
    if (used > limit) this.#exhausted.set(name, { limit, until: performance.now() + resetMs });
    return { limit, used, resetMs };
  }

  #allowanceOf(name: string, limit: number | null): CallAllowance | null {
    if (limit === null) return null;
    const known = this.#allowances.get(name);
    const allowance = known ?? new CallAllowance(limit, this.#countOf(`calls ${name}`));
    allowance.limit = limit;
    if (!known) this.#allowances.set(name, allowance);
    return allowance;
  }

  #countOf(key: string): Count {
    return async (points) => {
      this.#counters ??= openCounters(this.#shared, MINUTE_MS);
      return (await this.#counters).count(key, points);
    };
  }
}
