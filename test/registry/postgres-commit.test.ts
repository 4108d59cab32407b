import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { Cause, NewAccount, Registry } from '#registry';
import type { CrashPoint } from './commands.ts';
import { newPostgresUrl } from './databases.ts';
import { type PostgresProxy, startProxy } from './postgres-proxy.ts';

const LINKED: Cause = { kind: 'LINK', actor: 'facet', evidence: 'linkAccount' };
const account: NewAccount = { backend: 'CHAKRA', scope: '', ref: 'c-1', written: { n: 1 } };

let proxy: PostgresProxy;
let registry: Registry;

beforeAll(async () => {
  const url = await newPostgresUrl();
  proxy = await startProxy(url);
  registry = await openRegistry(proxy.urlOf(url));
});
afterAll(async () => {
  await registry.close();
  await proxy.close();
});

async function linkWith(cut: CrashPoint): Promise<unknown> {
  proxy.cutNext(cut);
  return registry.link(null, account, LINKED).catch((error: unknown) => error);
}

const broken = (message: string, code = 'REGISTRY_UNAVAILABLE') => ({
  code,
  message: expect.stringContaining(message),
});

it('reads on another connection when one is found to be gone', async () => {
  const reads = [
    async () => registry.count(null),
    async () => registry.find([{ by: 'key', backend: 'CHAKRA', scope: '', ref: 'nobody' }]),
    async () => registry.page({ direction: 'older', limit: 1, beyond: null, hasAccountAt: null }),
  ];
  for (const read of reads) {
    const before = await read();
    proxy.cutNextRead();
    expect(await read()).toEqual(before);
  }
});

it('says that nothing was done when the connection breaks before the commit, and it is so', async () => {
  for (const before of [0, 1, 2, 3]) {
    expect(await linkWith({ before })).toMatchObject(broken('nothing was done'));
    expect(await registry.count(null)).toBe(0);
  }
});

it('says that nobody knows when the connection breaks at the commit: it may be done, or not', async () => {
  const interrupted = broken('nobody knows', 'REGISTRY_INTERRUPTED');
  expect(await linkWith({ commit: 'unsent' })).toMatchObject(interrupted);
  expect(await registry.count(null)).toBe(0);
  expect(await linkWith({ commit: 'unanswered' })).toMatchObject(interrupted);
  expect(await registry.count(null)).toBe(1);
  const [user] = await registry.find([{ by: 'key', backend: 'CHAKRA', scope: '', ref: 'c-1' }]);
  expect(await registry.link(user?.id ?? null, account, LINKED)).toMatchObject({ kind: 'already' });
});
