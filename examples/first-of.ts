/**
 * The first value of a subscription, which ends with it or when `signal` aborts: to unsubscribe is how urql and Relay abort
 * a request.
 * @param start subscribes, and returns how to unsubscribe
 */
export async function firstOf<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void,
): Promise<T> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const end = start(resolve, reject);
  signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise.finally(end);
}
