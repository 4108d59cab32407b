import { describe, expect, it } from 'vitest';
import { ReadLoader, ReadCache } from '#backends';
import type { CallContext, BackendAdapter } from '#backends';
import { BackendError } from '#errors';
import type { ReadOperation } from '../../src/backends/backend.ts';
import { chakra } from '../../src/backends/chakra/index.ts';

const ACCOUNT = { backend: 'CHAKRA', scope: '', ref: '1' } as const;

const late = (): BackendError =>
  new BackendError('BACKEND_TIMEOUT', 'CHAKRA', 'Too late.', { retryable: true, effect: 'none' });

/** A backend whose one call ends when a test says so, or when it is given up; and how many calls it saw. */
class Silent {
  calls = 0;
  isGivenUp = false;
  readonly #answers: PromiseWithResolvers<Readonly<Record<string, unknown>>>[] = [];

  readonly #read: ReadOperation['read'] = (_account, _names, { signal }: CallContext) => {
    if (signal?.aborted) return Promise.reject(late());
    this.calls += 1;
    const answer = Promise.withResolvers<Readonly<Record<string, unknown>>>();
    this.#answers.push(answer);
    const handleEvent = (): void => {
      this.isGivenUp = true;
      answer.reject(late());
    };
    signal?.addEventListener('abort', { handleEvent });
    return answer.promise;
  };

  get adapter(): BackendAdapter {
    const settings = chakra.settings.parse({ CHAKRA_URL: 'http://127.0.0.1:1', CHAKRA_TOKEN: 'x' });
    const bare = chakra.connect(settings, { call: async () => ({ status: 404, body: null }) });
    return { ...bare, reads: { user: { read: this.#read }, other: { read: this.#read } } };
  }

  answer(): void {
    for (const { resolve } of this.#answers) resolve({ id: '1' });
  }

  timeOut(): void {
    for (const { reject } of this.#answers) reject(late());
  }
}

describe('a call that several requests wait for', () => {
  const setUp = () => {
    const silent = new Silent();
    const { adapter } = silent;
    const cache = new ReadCache(600_000, new Map([[adapter, 'me']]));
    const request = () => {
      const gone = new AbortController();
      const loader = new ReadLoader(
        { onCall: () => undefined, signal: gone.signal },
        { shared: { cache } },
      );
      return {
        leave: () => gone.abort(),
        read: (operation = 'user') => loader.load(adapter, ACCOUNT, operation),
      };
    };
    return { silent, request };
  };

  const begun = async (silent: Silent): Promise<void> => {
    while (silent.calls === 0) await new Promise((resolve) => setImmediate(resolve));
  };

  it('goes on without the one that made it, for those who wait', async () => {
    const { silent, request } = setUp();
    const first = request();
    const left = first.read();
    await begun(silent);
    const second = request().read();
    await new Promise((resolve) => setImmediate(resolve));
    first.leave();
    expect(await left).toMatchObject({ kind: 'failed' });
    silent.answer();
    expect(await second).toMatchObject({ kind: 'found' });
    expect(silent).toMatchObject({ calls: 1, isGivenUp: false });
  });

  it('is given up when the last of them has gone', async () => {
    const { silent, request } = setUp();
    const requests = [request(), request(), request()];
    const readings = requests.map(({ read }) => read());
    await begun(silent);
    for (const { leave } of requests) {
      expect(silent.isGivenUp).toBe(false);
      leave();
    }
    expect(silent.isGivenUp).toBe(true);
    for (const reading of await Promise.all(readings)) expect(reading.kind).toBe('failed');
  });

  it('that timed out lets none of them wait for that backend again', async () => {
    const { silent, request } = setUp();
    const [first, second] = [request(), request()];
    const readings = [first.read(), second.read()];
    await begun(silent);
    silent.timeOut();
    await Promise.all(readings);
    expect(await first.read('other')).toMatchObject({ kind: 'failed' });
    expect(await second.read('other')).toMatchObject({ kind: 'failed' });
    expect(silent.calls).toBe(1);
  });
});
