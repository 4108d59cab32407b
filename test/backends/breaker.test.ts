import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withCircuitBreaker } from '../../src/backends/resilience/with-circuit-breaker.ts';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { Breaker } from '../../src/backends/resilience/breaker.ts';
import type { CircuitBreakerHttp } from '../../src/backends/resilience/with-circuit-breaker.ts';
import { json, raw, reset, StandIn, type Reply } from './stand-in.ts';
import { connectThings, context, failureOf, get, post } from './things.ts';

const failing = (times: number, at = 0, retryAfter?: number): Breaker => {
  const breaker = new Breaker();
  for (let call = 0; call < times; call += 1) breaker.failed(retryAfter, at);
  return breaker;
};

/** Every 10 ms of a stretch of time. */
const admitted = (breaker: Breaker, from: number, to: number): number =>
  Array.from({ length: (to - from) / 10 }, (_, step) => from + step * 10).filter((now) =>
    breaker.admits(now),
  ).length;

describe('a breaker', () => {
  it('opens at ten failures, not before', () => {
    expect(failing(9).admits(1)).toBe(true);
    expect(failing(10).admits(1)).toBe(false);
  });

  it('stays closed while half of the calls work', () => {
    const breaker = new Breaker();
    for (let call = 0; call < 100; call += 1) {
      breaker.worked();
      breaker.failed(0, 0);
    }
    expect(breaker.admits(1)).toBe(true);
  });

  it('lets a call through every half a second, also when none of them ends', () => {
    expect(admitted(failing(10), 0, 5000)).toBe(9);
  });

  it('closes with the first call that works', () => {
    const breaker = failing(10);
    expect(breaker.admits(500)).toBe(true);
    breaker.worked();
    expect(admitted(breaker, 500, 600)).toBe(10);
  });

  it('forgets what was before it closed', () => {
    const breaker = failing(20);
    breaker.worked();
    for (let call = 0; call < 8; call += 1) breaker.failed(0, 500);
    expect(breaker.admits(501)).toBe(true);
  });

  it('waits as long as the backend asks', () => {
    const breaker = failing(10, 0, 7);
    expect([breaker.admits(6990), breaker.admits(7000)]).toEqual([false, true]);
  });

  it('waits half a minute at most', () => {
    const breaker = failing(10, 0, 3600);
    expect([breaker.admits(29_990), breaker.admits(30_000)]).toEqual([false, true]);
  });

  it('does not wait longer for the calls that were under way when it opened', () => {
    const breaker = failing(10);
    for (let call = 0; call < 50; call += 1) breaker.failed(0, 400);
    expect(breaker.admits(500)).toBe(true);
  });

  it('tells how the backend fares', () => {
    const breaker = new Breaker();
    expect(breaker.health(0)).toBe('OK');
    breaker.failed(0, 0);
    expect([breaker.health(1), breaker.health(10_000)]).toEqual(['DEGRADED', 'OK']);
    const open = failing(10);
    expect([open.health(499), open.health(500)]).toEqual(['DOWN', 'DEGRADED']);
  });
});

describe('HTTP behind a breaker', () => {
  let standIn: StandIn;
  let http: ConnectedHttp;
  let guarded: CircuitBreakerHttp;

  beforeAll(async () => {
    standIn = await StandIn.start();
    http = connectThings(standIn.url);
  });

  beforeEach(() => {
    guarded = withCircuitBreaker('CHAKRA', http);
    standIn.received.length = 0;
  });

  afterAll(async () => {
    await http.close();
    await standIn.stop();
  });

  /** How many calls were made. */
  const callTwelve = async (reply: Reply, call = get): Promise<number> => {
    standIn.reply = reply;
    let made = 0;
    const counting = { onCall: () => (made += 1) };
    for (let round = 0; round < 12; round += 1) {
      await guarded.call(call, counting).catch(() => undefined);
    }
    return made;
  };

  it.each([
    ['a status 500', json({}, 500)],
    ['a status 503', json({}, 503)],
    ['a reset connection', reset],
  ])('stops calling after %s', async (_name, reply) => {
    // A connection from before may be tried once more, which is no other call.
    expect(await callTwelve(reply)).toBe(10);
    expect(guarded.health()).toBe('DOWN');
  });

  it('says that nothing was sent', async () => {
    await callTwelve(json({}, 500));
    const { code, details } = await failureOf(guarded);
    expect({ code, details }).toEqual({
      code: 'BACKEND_UNAVAILABLE',
      details: { retryable: true, effect: 'none' },
    });
  });

  it.each([
    ['a status 401', json({}, 401), 'DEGRADED'],
    ['a status 404', json({}, 404), 'UNKNOWN'],
    ['a page of status 404', raw('<h1>Not found</h1>', 'text/html', 404), 'DEGRADED'],
    ['a status 429', json({}, 429), 'UNKNOWN'],
    ['a refused input', json({}, 422), 'UNKNOWN'],
    ['an answer that breaks its document', json(['list']), 'DEGRADED'],
    ['what its document promises', json({}), 'OK'],
  ])('goes on after %s', async (_name, reply, health) => {
    await callTwelve(reply);
    expect(standIn.received).toHaveLength(12);
    expect(guarded.health()).toBe(health);
  });

  it('is not to be relied on until an answer is as documented again', async () => {
    expect(guarded.health()).toBe('UNKNOWN');
    await callTwelve(json({}));
    await callTwelve(json({}, 401));
    await callTwelve(json({}, 422));
    expect(guarded.health()).toBe('DEGRADED');
    await callTwelve(json({}));
    expect(guarded.health()).toBe('OK');
  });

  it('goes on after calls that were given up', async () => {
    standIn.reply = () => undefined;
    for (let round = 0; round < 12; round += 1) {
      const signal = AbortSignal.timeout(5);
      await guarded.call(get, { ...context, signal }).catch(() => undefined);
    }
    expect(guarded.health()).toBe('UNKNOWN');
  });

  it('counts writes and reads together', async () => {
    await callTwelve(json({}, 500), post);
    await expect(guarded.call(get, context)).rejects.toThrow('not called for now');
  });

  it('keeps a hook apart', async () => {
    await callTwelve(json({}, 500), { ...post, url: `${standIn.url}/things` });
    standIn.reply = json({});
    expect(await guarded.call(get, context)).toMatchObject({ status: 200 });
    expect(guarded.health()).toBe('DOWN');
  });
});
