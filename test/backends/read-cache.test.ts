import { describe, expect, it } from 'vitest';
import type { AccountKey, WireRecord } from '../../src/identity.ts';
import type { BackendAdapter } from '../../src/backends/backend.ts';
import { chakra } from '../../src/backends/chakra/index.ts';
import { ReadLoader } from '../../src/backends/loaders.ts';
import { ReadCache } from '../../src/backends/read-cache.ts';

const context = { onCall: () => undefined };

const accountOf = (ref: string): AccountKey => ({ backend: 'CHAKRA', scope: '', ref });

/** A backend that answers everyone with who asks and whom for. */
const adapterOf = (owner: string, calls: { count: number }): BackendAdapter => {
  const settings = chakra.settings.parse({ CHAKRA_URL: 'http://127.0.0.1:1', CHAKRA_TOKEN: owner });
  const bare = chakra.connect(settings, { call: async () => ({ status: 404, body: null }) });
  const read = async ({ ref }: AccountKey): Promise<WireRecord> => {
    calls.count += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return { owner, ref };
  };
  return { ...bare, reads: { user: { read } } };
};

describe('what requests share', () => {
  it('crosses nothing between credentials or accounts, in 100,000 reads at once', async () => {
    const calls = { count: 0 };
    const owners = Array.from({ length: 10 }, (_, index) => `owner-${index}`);
    const adapters = owners.map((owner) => [adapterOf(owner, calls), owner] as const);
    const cache = new ReadCache(600_000, new Map(adapters));
    const wrong: unknown[] = [];
    await Promise.all(
      Array.from({ length: 100_000 }, async (_, index) => {
        const [adapter, owner] = adapters[index % 10] ?? adapters[0] ?? [];
        if (!adapter) throw new Error('There is no adapter.');
        const ref = String(Math.floor(index / 10) % 100);
        const reading = await new ReadLoader(context, cache).load(adapter, accountOf(ref), 'user');
        const { record } = reading.kind === 'found' ? reading : {};
        if (record?.['owner'] !== owner || record?.['ref'] !== ref) wrong.push(reading);
      }),
    );
    expect(wrong).toEqual([]);
    expect(calls.count).toBe(1000);
  });

  it('keeps apart refs and scopes that join to the same text', async () => {
    const calls = { count: 0 };
    const adapter = adapterOf('me', calls);
    const cache = new ReadCache(600_000, new Map([[adapter, 'me']]));
    const keys = [
      { backend: 'CHAKRA', scope: 'a', ref: 'b c' },
      { backend: 'CHAKRA', scope: 'a b', ref: 'c' },
      { backend: 'CHAKRA', scope: '', ref: 'a b c' },
    ] as const;
    for (const key of keys) await new ReadLoader(context, cache).load(adapter, key, 'user');
    expect(calls.count).toBe(3);
  });

  it('does not keep what was being read when it was changed', async () => {
    const calls = { count: 0 };
    const adapter = adapterOf('me', calls);
    const cache = new ReadCache(600_000, new Map([[adapter, 'me']]));
    const before = new ReadLoader(context, cache).load(adapter, accountOf('1'), 'user');
    while (calls.count === 0) await new Promise((resolve) => process.nextTick(resolve));
    cache.forget(accountOf('1'));
    await before;
    await new ReadLoader(context, cache).load(adapter, accountOf('1'), 'user');
    expect(calls.count).toBe(2);
  });

  it('is bounded in bytes', async () => {
    const calls = { count: 0 };
    const bare = adapterOf('me', calls);
    const large = 'x'.repeat(500_000);
    const read = async (): Promise<WireRecord> => ({ large: large + String((calls.count += 1)) });
    const adapter = { ...bare, reads: { user: { read } } };
    const cache = new ReadCache(600_000, new Map([[adapter, 'me']]));
    // A megabyte each, since a character takes two bytes.
    for (const ref of Array.from({ length: 80 }, (_, index) => String(index))) {
      await new ReadLoader(context, cache).load(adapter, accountOf(ref), 'user');
    }
    const kept = Array.from({ length: 80 }, (_, index) =>
      cache.fresh({ adapter, account: accountOf(String(index)), operation: 'user', names: [] }),
    ).filter(Boolean);
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.length).toBeLessThan(68);
  });
});
