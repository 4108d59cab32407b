/** What is known of an attempt that failed. */
export interface FailedTry {
  /** From 1. */
  readonly attempt: number;
  /** The connection failed, or the backend answered 429, 502, 503 or 504. */
  readonly transient: boolean;
  /** A later attempt may succeed. */
  readonly retryable: boolean;
  /** Whether the backend may have acted on it. */
  readonly effect: 'none' | 'possible';
  /** Seconds, from `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** When its operation ends, by `performance.now()`. */
  readonly deadline?: number | undefined;
}

/** A call is tried at most this often in one request or one run of an operation. */
const MAX_ATTEMPTS = 3;
/** The longest pause before the first retry, in milliseconds; twice that before the second. */
const FIRST_PAUSE_MS = 100;

/** One retry for this many calls, and for no more than the last hundred of them. */
const CALLS_PER_RETRY = 10;
const REMEMBERED_CALLS = 100;

/** What differs between the two kinds of calls. */
interface Rules {
  readonly mayHelp: (failed: FailedTry) => boolean;
  /** Calls that are to come and may pay for a retry already. */
  readonly lentCalls: number;
  /** Whether an attempt that could not end before the deadline is worth nothing. */
  readonly needsWholeAttempt: boolean;
}

const RULES = {
  /** It does no harm twice. One that timed out would most likely do so again. */
  read: { mayHelp: ({ transient }) => transient, lentCalls: 0, needsWholeAttempt: false },
  /**
   * Only one that cannot have taken effect. The very first may be retried; one that is cut off would leave its outcome
   * open.
   */
  write: {
    mayHelp: ({ retryable, effect }) => retryable && effect === 'none',
    lentCalls: CALLS_PER_RETRY - 1,
    needsWholeAttempt: true,
  },
} as const satisfies Record<'read' | 'write', Rules>;

type CallKind = keyof typeof RULES;

/**
 * Decides whether a call of one backend is tried again at once, and after which pause: the only place that does. Its reads
 * and writes together may retry a tenth of their recent calls, so that retries never add to an outage. What is left open
 * all the same is tried in the background (`docs/writes.md`).
 */
export class RetryPolicy {
  readonly #attemptMs: number;
  readonly #decided: (kind: CallKind, decision: 'retried' | 'refused') => void;
  #calls = 0;

  /** `attemptMs`: what one attempt may take. `decided` is told of each retry that would help. */
  constructor(
    attemptMs: number,
    decided: (kind: CallKind, decision: 'retried' | 'refused') => void = () => undefined,
  ) {
    this.#attemptMs = attemptMs;
    this.#decided = decided;
  }

  /** Retries that recent calls pay for. */
  get left(): number {
    return Math.floor(this.#calls / CALLS_PER_RETRY);
  }

  /** A call that is no retry is made. */
  called(): void {
    this.#calls = Math.min(this.#calls + 1, REMEMBERED_CALLS);
  }

  /** Milliseconds until the next attempt, which is paid for by that; `null` when there is to be none. */
  pauseAfter(kind: CallKind, failed: FailedTry): number | null {
    const { mayHelp, lentCalls, needsWholeAttempt }: Rules = RULES[kind];
    const { attempt, retryAfter = 0, deadline = Infinity } = failed;
    if (attempt >= MAX_ATTEMPTS || !mayHelp(failed)) return null;
    // By chance, so that those who failed together do not come back together.
    const jitter = Math.random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
    const pause = retryAfter * 1000 + jitter;
    const needed = needsWholeAttempt ? this.#attemptMs : 0;
    if (performance.now() + pause + needed >= deadline) return null;
    const isPaid = this.#spend(lentCalls);
    this.#decided(kind, isPaid ? 'retried' : 'refused');
    return isPaid ? pause : null;
  }

  #spend(lentCalls: number): boolean {
    if (this.#calls + lentCalls < CALLS_PER_RETRY) return false;
    this.#calls -= CALLS_PER_RETRY;
    return true;
  }
}
