import type { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SharedCounters } from '#registry';
import { noteOften } from '#telemetry';

/** Counters that begin anew after some time. They never fail. */
export interface Counters {
  /** Adds to one, and returns what it has come to; with 0 only that. */
  count(key: string, points: number): Promise<{ readonly used: number; readonly resetMs: number }>;
  close(): void;
}

/** Longer than this nobody waits for a database to count: a request would wait as long. */
const PATIENCE_MS = 500;
/** For which a database that failed is not asked. */
const REST_MS = 2000;
/** Limits are told apart by whoever asks: every counter goes on. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/**
 * Opens counters that begin anew after `durationMs`: in the memory of this process, and shared by all instances where there is
 * a database for it. While that fails, those in memory go on from zero.
 */
export async function openCounters(
  shared: SharedCounters | null,
  durationMs: number,
): Promise<Counters> {
  // Only where somebody has a limit.
  const { RateLimiterMemory, RateLimiterPostgres } = await import('rate-limiter-flexible');
  const options = { points: NO_LIMIT, duration: durationMs / 1000, keyPrefix: '' };
  const memory = new RateLimiterMemory(options);
  if (!shared) return new FlexibleCounters(memory, durationMs, () => undefined);
  const store = new PatientStore(shared);
  const limiter = new RateLimiterPostgres({
    ...options,
    storeClient: store,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    insuranceLimiter: memory,
  });
  return new FlexibleCounters(limiter, durationMs, () => store.close());
}

class FlexibleCounters implements Counters {
  readonly #limiter: Pick<RateLimiterMemory, 'get' | 'penalty'>;
  readonly #durationMs: number;
  readonly close: () => void;

  constructor(
    limiter: Pick<RateLimiterMemory, 'get' | 'penalty'>,
    durationMs: number,
    close: () => void,
  ) {
    this.#limiter = limiter;
    this.#durationMs = durationMs;
    this.close = close;
  }

  async count(key: string, points: number) {
    const counted: RateLimiterRes | null = await (points === 0
      ? this.#limiter.get(key)
      : this.#limiter.penalty(key, points));
    if (!counted) return { used: 0, resetMs: this.#durationMs };
    // By a clock that went back it could be longer.
    const resetMs = Math.min(counted.msBeforeNext, this.#durationMs);
    return { used: counted.consumedPoints, resetMs };
  }
}

type Statement = Parameters<SharedCounters['query']>[0];

/** Gives a database up that does not answer soon, and leaves it alone for a while then. */
class PatientStore {
  readonly #shared: SharedCounters;
  #restsUntil = -Infinity;

  constructor(shared: SharedCounters) {
    this.#shared = shared;
  }

  /** Throws what the database threw, or that it rests. */
  async query(statement: Statement) {
    if (performance.now() < this.#restsUntil) throw new Error('The database rests.');
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('The database is late.')), PATIENCE_MS);
    try {
      return await Promise.race([this.#shared.query(statement), late]);
    } catch (error) {
      this.#restsUntil = performance.now() + REST_MS;
      noteOften(
        'warn',
        'limits',
        'Limits are counted by this instance alone: PostgreSQL is away.',
        {
          kind: {},
        },
      );
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#restsUntil = Infinity;
  }
}
