import { BackendError } from '#errors';
import type { BackendAdapter, ReadOperation } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import type { RetryBudget } from './retry-budget.ts';

/** A read is tried at most this often. */
const MAX_ATTEMPTS = 3;
/** The longest pause before the first repetition, in milliseconds; twice that before the second. */
const FIRST_PAUSE_MS = 100;

/**
 * An adapter whose reads are repeated when the connection failed or the backend answered 429, 502, 503 or 504: after a
 * random pause, or when `Retry-After` says, if that is before the operation's deadline. A time-out is not repeated.
 */
export const retryingReads = (adapter: BackendAdapter, budget: RetryBudget): BackendAdapter => ({
  ...adapter,
  reads: Object.fromEntries(
    Object.entries(adapter.reads).map(([name, read]) => [name, retrying(read, budget)]),
  ),
});

const retrying = (operation: ReadOperation, budget: RetryBudget): ReadOperation => ({
  ...operation,
  read: (key, names, context) => {
    budget.called();
    const attempt = (count: number): ReturnType<ReadOperation['read']> =>
      operation.read(key, names, context).catch(async (error: unknown) => {
        const wait = count < MAX_ATTEMPTS ? pauseAfter(error, count) : null;
        if (wait === null || !fits(wait, context) || !budget.spend()) throw error;
        if (!(await rested(wait, context))) throw error;
        return attempt(count + 1);
      });
    return attempt(1);
  },
});

/** Milliseconds until the same read may be tried again; `null` when that would not help. */
const pauseAfter = (error: unknown, attempt: number): number | null => {
  if (!(error instanceof BackendError) || !error.details.transient) return null;
  const jitter = Math.random() * FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return (error.details.retryAfter ?? 0) * 1000 + jitter;
};

const fits = (wait: number, { deadline = Infinity }: CallContext): boolean =>
  performance.now() + wait < deadline;

/** Whether the pause went by before the operation was over. */
const rested = (wait: number, { signal }: CallContext): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve(false);
    const end = (isRested: boolean): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', listener);
      resolve(isRested);
    };
    const listener = { handleEvent: () => end(false) };
    const timer = setTimeout(end, wait, true);
    signal?.addEventListener('abort', listener);
  });
