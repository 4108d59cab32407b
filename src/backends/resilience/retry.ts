import { BackendError } from '#errors';
import type { BackendAdapter, ReadOperation } from '../backend.ts';
import type { CallContext } from '../call-context.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** An adapter whose reads are tried again as the policy says, as long as their caller is there. */
export const retryingReads = (adapter: BackendAdapter, policy: RetryPolicy): BackendAdapter => ({
  ...adapter,
  reads: Object.fromEntries(
    Object.entries(adapter.reads).map(([name, read]) => [name, retrying(read, policy)]),
  ),
});

const retrying = (operation: ReadOperation, policy: RetryPolicy): ReadOperation => ({
  ...operation,
  read: (key, names, context) => {
    policy.called();
    const read = (attempt: number): ReturnType<ReadOperation['read']> =>
      operation.read(key, names, context).catch(async (error: unknown) => {
        const pause = pauseAfter(error, attempt, context, policy);
        if (pause === null || !(await rested(pause, context))) throw error;
        return read(attempt + 1);
      });
    return read(1);
  },
});

const pauseAfter = (
  error: unknown,
  attempt: number,
  { deadline }: CallContext,
  policy: RetryPolicy,
): number | null => {
  if (!(error instanceof BackendError)) return null;
  const { transient = false, ...details } = error.details;
  return policy.pauseAfter('read', { attempt, deadline, transient, ...details });
};

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
