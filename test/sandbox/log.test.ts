import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { type LoggedRequest, RequestLog } from '../../sandbox/log.ts';
import { callersOf } from './callers.ts';

let sandbox: Sandbox;
let call: ReturnType<typeof callersOf>;

beforeAll(async () => {
  sandbox = await startSandbox();
  call = callersOf(sandbox);
});
beforeEach(() => sandbox.resetLogs());
afterAll(() => sandbox.close());

const key = { corp_id: 'facet-academy', user_id: '5f9b0b1b-5b0b-4b1b-9b0b-1b5b0b4b1b9b' };

it('keeps what was asked and what came of it', async () => {
  await call.tract('/tract/user/', { user_id: 'haptik-1001' });
  await call.tract('/tract/user/', 'no JSON');
  await call.emeritusGet('user/contact/fetch', { ...key, contact_type: 'email' });
  expect(sandbox.backend('HAPTIK_TRACT').requests()).toMatchObject([
    {
      operation: 'user',
      method: 'POST',
      path: '/tract/user/',
      query: {},
      headers: { authorization: `Bearer ${sandbox.environment['HAPTIK_TRACT_TOKEN']}` },
      body: { user_id: 'haptik-1001' },
      status: 200,
    },
    { operation: 'user', body: 'no JSON', status: 400 },
  ]);
  expect(sandbox.backend('EMERITUS').requests()).toMatchObject([
    { method: 'GET', query: { ...key, contact_type: 'email' }, body: null, status: 200 },
  ]);
});

it('counts by backend and operation, refused requests too', async () => {
  await call.chakra('9763caa1-cef3-497f-b3b2-f551456b2831');
  await call.chakra('9763caa1-cef3-497f-b3b2-f551456b2831', { authorization: '' });
  await call.emeritusGet('profile/fetch', key);
  await call.tract('/tract/nothing/', {});
  expect(sandbox.calls()).toEqual({ CHAKRA: { user: 2 }, EMERITUS: { profile: 1 } });
  expect(sandbox.backend('CHAKRA').calls('user')).toBe(2);
  expect(sandbox.backend('EMERITUS').calls('contact')).toBe(0);
  expect(sandbox.backend('HAPTIK_TRACT').calls()).toBe(1);
  sandbox.resetLogs();
  expect(sandbox.calls()).toEqual({});
  expect(sandbox.backend('CHAKRA').calls()).toBe(0);
  expect(sandbox.backend('CHAKRA').requests()).toEqual([]);
});

it('keeps the last ten thousand and counts them all', () => {
  const log = new RequestLog();
  const entry = (at: number): LoggedRequest => ({
    operation: 'user',
    method: 'GET',
    path: '/',
    query: {},
    headers: {},
    body: null,
    at,
    status: null,
    failure: null,
  });
  for (let at = 1; at <= 25_000; at += 1) log.add(entry(at));
  const kept = log.entries();
  expect(kept).toHaveLength(10_000);
  expect([kept.at(0)?.at, kept.at(-1)?.at]).toEqual([15_001, 25_000]);
  expect([log.count(), log.count('user'), log.count('details')]).toEqual([25_000, 25_000, 0]);
});
