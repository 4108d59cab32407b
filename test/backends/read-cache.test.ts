import { describe, expect, it } from 'vitest';
import { loadDocument, backends, ReadLoader, ReadCache, found } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendAdapter, Reading } from '#backends';
import type { AccountKey, WireRecord } from '#normalise';
import type { ReadOperation } from '../../src/backends/backend.ts';
import { chakra } from '../../src/backends/chakra/index.ts';
import { json, StandIn } from './stand-in.ts';
import { PACE } from '../pace.ts';

const context = { onCall: () => undefined };

const accountOf = (ref: string): AccountKey => ({ backend: 'CHAKRA', scope: '', ref });

/** A backend that answers everyone with who asks and whom for. */
const adapterOf = (owner: string, calls: { count: number }): BackendAdapter => {
  const settings = chakra.settings.parse({ CHAKRA_URL: 'http://127.0.0.1:1', CHAKRA_TOKEN: owner });
  const bare = chakra.connect(settings, { call: async () => ({ status: 404, body: null }) });
  const readOf =
    (operation: string): ReadOperation['read'] =>
    async ({ scope, ref }, names) => {
      calls.count += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return { told: [owner, operation, scope, ref, ...names].join(' ') };
    };
  return { ...bare, reads: { user: { read: readOf('user') }, named: { read: readOf('named') } } };
};

/** What callers may ask of one account, and how often a call is needed for it. */
const ASKS = [
  ['user', []],
  ['named', ['city']],
  ['named', ['plan']],
] as const;

describe('what requests share', () => {
  it('crosses nothing between credentials or accounts, in 100,000 reads', async () => {
    const calls = { count: 0 };
    const owners = Array.from({ length: 10 }, (_, index) => `owner-${index}`);
    const adapters = owners.map((owner) => [adapterOf(owner, calls), owner] as const);
    const cache = new ReadCache(600_000, new Map(adapters));
    const wrong: unknown[] = [];
    const ask = async (index: number): Promise<void> => {
      const [adapter, owner] = adapters[index % 10] ?? adapters[0] ?? [];
      if (!adapter) throw new Error('There is no adapter.');
      const [operation, names] = ASKS[Math.floor(index / 10) % 3] ?? ASKS[0];
      const scope = `scope-${Math.floor(index / 30) % 2}`;
      const ref = String(Math.floor(index / 60) % 20);
      const account = { ...accountOf(ref), scope };
      const reading = await new ReadLoader(context, { shared: { cache } }).load(
        adapter,
        account,
        operation,
        names,
      );
      const told = [owner, operation, scope, ref, ...names].join(' ');
      if (reading.kind !== 'found' || reading.record['told'] !== told) wrong.push(reading);
    };
    for (let from = 0; from < 100_000; from += 5000) {
      await Promise.all(Array.from({ length: 5000 }, (_, index) => ask(from + index)));
    }
    expect(wrong).toEqual([]);
    expect(calls.count).toBe(10 * 3 * 2 * 20);
  });

  it('crosses nothing between the credentials of one backend over HTTP', async () => {
    const standIn = await StandIn.start();
    standIn.reply = (response, request) => {
      const { target, headers } = request;
      const id = target.split('/').at(-1);
      json({ _data: { id, bio: headers['authorization'] } })(response, request);
    };
    const http = connectHttp({
      backend: 'CHAKRA',
      url: standIn.url,
      timeoutMs: 20_000 * PACE,
      document: loadDocument(chakra.document),
    });
    const module = backends.find(({ name }) => name === 'CHAKRA');
    const callers = ['one', 'two', 'three', 'one'].map((token) => {
      const environment = { CHAKRA_URL: standIn.url, CHAKRA_TOKEN: token };
      const configured = module?.configure(environment);
      if (!configured) throw new Error('There is no such backend.');
      return { token, fingerprint: configured.fingerprint, adapter: configured.connect(http) };
    });
    const fingerprints = callers.map(({ adapter, fingerprint }) => [adapter, fingerprint] as const);
    const cache = new ReadCache(600_000, new Map(fingerprints));
    const bios = await Promise.all(
      Array.from({ length: 2000 }, async (_, index) => {
        const { adapter, token } = callers[index % 4] ?? callers[0] ?? {};
        if (!adapter) throw new Error('There is no caller.');
        const ref = `00000000-0000-4000-8000-0000000000${10 + (Math.floor(index / 4) % 20)}`;
        const reading = await new ReadLoader(context, { shared: { cache } }).load(
          adapter,
          accountOf(ref),
          'user',
        );
        const bio = reading.kind === 'found' && reading.record['bio'];
        return bio === `Bearer ${token}`;
      }),
    );
    expect(bios.every(Boolean)).toBe(true);
    // Equal credentials share.
    expect(standIn.received).toHaveLength(3 * 20);
    await http.close();
    await standIn.stop();
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
    for (const key of keys)
      await new ReadLoader(context, { shared: { cache } }).load(adapter, key, 'user');
    expect(calls.count).toBe(3);
  });

  it('does not keep what was being read when it was changed', async () => {
    const calls = { count: 0 };
    const adapter = adapterOf('me', calls);
    const cache = new ReadCache(600_000, new Map([[adapter, 'me']]));
    const before = new ReadLoader(context, { shared: { cache } }).load(
      adapter,
      accountOf('1'),
      'user',
    );
    while (calls.count === 0) await new Promise((resolve) => process.nextTick(resolve));
    cache.forget(accountOf('1'));
    await before;
    await new ReadLoader(context, { shared: { cache } }).load(adapter, accountOf('1'), 'user');
    expect(calls.count).toBe(2);
  });

  it('is bounded in accounts: those that were asked for longest ago go', async () => {
    const adapter = adapterOf('me', { count: 0 });
    const cache = new ReadCache(600_000, new Map([[adapter, 'me']]));
    const keyOf = (ref: number) => ({
      adapter,
      account: accountOf(String(ref)),
      operation: 'user',
      names: [],
    });
    const make = async (): Promise<Reading> => found({}, 'LIVE', '');
    for (let ref = 0; ref < 20_100; ref += 1) {
      await cache.share(keyOf(ref), { make, signal: undefined });
    }
    const kept = Array.from({ length: 20_100 }, (_, ref) => cache.fresh(keyOf(ref)) !== undefined);
    expect(kept.filter(Boolean)).toHaveLength(20_000);
    expect(kept.indexOf(true)).toBe(100);
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
      await new ReadLoader(context, { shared: { cache } }).load(adapter, accountOf(ref), 'user');
    }
    const kept = Array.from({ length: 80 }, (_, index) =>
      cache.fresh({ adapter, account: accountOf(String(index)), operation: 'user', names: [] }),
    ).filter(Boolean);
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.length).toBeLessThan(68);
  });
});
