import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadDocument, RetryPolicy } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import { retryingReads } from '../../src/backends/resilience/retry.ts';
import type { BackendAdapter } from '#backends';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { chakra } from '../../src/backends/chakra/index.ts';
import { json, reset, silence, StandIn, type Reply } from './stand-in.ts';
import { PACE } from '../pace.ts';

const ID = '9763caa1-cef3-497f-b3b2-f551456b2831';
const KEY = { backend: 'CHAKRA', scope: '', ref: ID } as const;
const found = json({ _data: { id: ID } });

/** A hundred calls' worth: ten repetitions. */
const saved = (): RetryPolicy => {
  const policy = new RetryPolicy(300);
  for (let call = 0; call < 100; call += 1) policy.called();
  return policy;
};

describe('a read', () => {
  let standIn: StandIn;
  let http: ConnectedHttp;
  let bare: BackendAdapter;

  beforeAll(async () => {
    standIn = await StandIn.start();
    const document = loadDocument(chakra.document);
    http = connectHttp({ backend: 'CHAKRA', url: standIn.url, timeoutMs: 300 * PACE, document });
    const settings = chakra.settings.parse({ CHAKRA_URL: standIn.url, CHAKRA_TOKEN: 'key' });
    bare = chakra.connect(settings, http);
  });

  beforeEach(() => {
    standIn.received.length = 0;
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  /** The first answers, then that the user is there. */
  const answering = (...replies: readonly Reply[]): void => {
    standIn.reply = (response, request) =>
      (replies[standIn.received.length - 1] ?? found)(response, request);
  };

  const read = async (
    policy = saved(),
    { deadline, signal }: { deadline?: number; signal?: AbortSignal } = {},
  ): Promise<unknown> => {
    const operation = retryingReads(bare, policy).reads['user'];
    const context = { onCall: () => undefined, deadline, signal };
    return operation?.read(KEY, [], context).catch((error: unknown) => error);
  };

  it.each([
    ['429', json({}, 429)],
    ['502', json({}, 502)],
    ['503', json({}, 503)],
    ['504', json({}, 504)],
    ['a reset connection', reset],
  ])('is repeated after %s', async (_name, reply) => {
    answering(reply);
    expect(await read()).toMatchObject({ id: ID });
    expect(standIn.received).toHaveLength(2);
  });

  it.each([
    ['400', json({}, 400), 'BACKEND_REJECTED'],
    ['401', json({}, 401), 'BACKEND_UNAUTHORIZED'],
    ['500', json({}, 500), 'BACKEND_UNAVAILABLE'],
    ['an answer that breaks its document', json([]), 'BACKEND_CONTRACT'],
    ['silence', silence, 'BACKEND_TIMEOUT'],
  ])('is not repeated after %s', async (_name, reply, code) => {
    answering(reply);
    expect(await read()).toMatchObject({ code });
    expect(standIn.received).toHaveLength(1);
  });

  it('is tried three times', async () => {
    answering(json({}, 503), json({}, 503), json({}, 503));
    expect(await read()).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    expect(standIn.received).toHaveLength(3);
  });

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 1000).toUTCString()],
  ])('waits as long as Retry-After says in %s', async (_name, retryAfter) => {
    const times: number[] = [];
    standIn.reply = (response, request) => {
      times.push(performance.now());
      const busy = json({}, 503, { 'retry-after': retryAfter() });
      return (times.length === 1 ? busy : found)(response, request);
    };
    expect(await read()).toMatchObject({ id: ID });
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThan(990);
  });

  it('is not repeated when the deadline would be over by then', async () => {
    answering(json({}, 503, { 'retry-after': '1' }));
    expect(await read(saved(), { deadline: performance.now() + 900 })).toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
    });
    expect(standIn.received).toHaveLength(1);
  });

  it('is not repeated for a caller who has gone', async () => {
    answering(json({}, 503, { 'retry-after': '1' }));
    const signal = AbortSignal.timeout(100);
    expect(await read(saved(), { signal })).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    expect(standIn.received).toHaveLength(1);
  });

  it.each([50, 400])('adds a tenth to %d calls that all fail', async (calls) => {
    standIn.reply = json({}, 503);
    const policy = new RetryPolicy(300);
    for (let made = 0; made < calls; made += 50) {
      await Promise.all(Array.from({ length: 50 }, async () => read(policy)));
    }
    expect(standIn.received.length).toBeGreaterThan(calls);
    expect(standIn.received.length).toBeLessThanOrEqual(calls * 1.1);
  });
});
