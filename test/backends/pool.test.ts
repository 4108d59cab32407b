import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import type { BackendError } from '#errors';
import { USER_AGENT } from '#version';
import { brokenOff, json, raw, reset, silence, StandIn, type Reply } from './stand-in.ts';
import { StoppedMachine } from './stopped-machine.ts';
import { connectThings, context, failureOf, get, post } from './things.ts';

/** What a pool holds. */
const CONNECTIONS = 64;

describe('HTTP to a backend', () => {
  let standIn: StandIn;
  const opened: ConnectedHttp[] = [];

  const connect = (url = standIn.url, timeoutMs?: number): ConnectedHttp => {
    const http = connectThings(url, timeoutMs);
    opened.push(http);
    return http;
  };

  beforeAll(async () => {
    standIn = await StandIn.start();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((http) => http.close()));
    standIn.received.length = 0;
  });

  afterAll(() => standIn.stop());

  describe('a request', () => {
    it.each(['', '/', '/tenant/v2', '/tenant/v2/'])(
      'goes below the base path "%s"',
      async (base) => {
        standIn.reply = json({});
        await connect(standIn.url + base).call({ ...get, query: { q: 'a b&c=ü/?' } }, context);
        const target = `${base.replace(/\/$/, '')}/things?q=a%20b%26c%3D%C3%BC%2F%3F`;
        expect(standIn.received.at(-1)).toMatchObject({ target });
      },
    );

    it('carries JSON in UTF-8 and asks for JSON as it is', async () => {
      standIn.reply = json({});
      await connect().call({ ...post, headers: { 'X-APP-ID': '7' } }, context);
      const headers = {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': USER_AGENT,
        'x-app-id': '7',
      };
      expect(standIn.received.at(-1)).toEqual({
        method: 'POST',
        target: '/things',
        headers,
        body: { name: 'Ünal' },
      });
    });

    it('goes to another address where one is registered', async () => {
      const other = await StandIn.start();
      other.reply = json({ id: 'hooked' });
      const call = { ...post, url: `${other.url}/hook?key=1` };
      expect(await connect().call(call, context)).toEqual({ status: 200, body: { id: 'hooked' } });
      expect(other.received.at(-1)).toMatchObject({ target: '/hook?key=1' });
      await other.stop();
    });

    it('is counted before it is sent, and not sent when that is forbidden', async () => {
      const sent = standIn.received.length;
      const over = new Error('over budget');
      const onCall = () => {
        throw over;
      };
      await expect(connect().call(get, { onCall })).rejects.toBe(over);
      expect(standIn.received).toHaveLength(sent);
    });

    it('takes up a connection of those before', async () => {
      const ports = new Set<number | undefined>();
      standIn.reply = (response, request) => {
        ports.add(response.socket?.remotePort);
        json({})(response, request);
      };
      const http = connect();
      for (let call = 0; call < 20; call += 1) await http.call(get, context);
      // A connection is free again one turn of the event loop after its answer.
      expect(ports.size).toBeLessThanOrEqual(2);
    });

    it('shares a signal with a hundred others without a warning', async () => {
      standIn.reply = json({});
      const warnings: Error[] = [];
      const onWarning = (warning: Error) => warnings.push(warning);
      process.on('warning', onWarning);
      const { signal } = new AbortController();
      const http = connect();
      await Promise.all(Array.from({ length: 100 }, () => http.call(get, { ...context, signal })));
      process.off('warning', onWarning);
      expect(warnings).toEqual([]);
    });
  });

  describe('no answer', () => {
    it('because nobody listens: nothing can have happened', async () => {
      const closed = await StandIn.start();
      const { url } = closed;
      await closed.stop();
      expect(await failureOf(connect(url), post)).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
        message: 'CHAKRA cannot be reached; try again later.',
        details: { effect: 'none', retryable: true },
      });
    });

    it.each([
      ['the connection was reset', reset],
      ['the answer broke off', brokenOff],
    ])('because %s: it may have happened', async (_, reply) => {
      standIn.reply = reply;
      expect(await failureOf(connect(), post)).toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
        details: { effect: 'possible', retryable: true },
      });
    });

    const drip: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 10);
      response.once('close', () => clearInterval(timer));
    };

    it.each([
      ['silence', silence],
      ['an answer in drops', drip],
    ])('in time, but %s', async (_, reply) => {
      standIn.reply = reply;
      expect(await failureOf(connect(standIn.url, 100), post)).toMatchObject({
        code: 'BACKEND_TIMEOUT',
        message: 'CHAKRA did not answer within 100 ms; try again later.',
        details: { effect: 'possible', retryable: true },
      });
    });

    it('because the call was given up while it waited for a connection: it was never sent', async () => {
      const http = connect();
      const [busy, waiting] = [new AbortController(), new AbortController()];
      let calls: Promise<BackendError>[] = [];
      await new Promise<void>((allTaken) => {
        let taken = 0;
        standIn.reply = () => void (++taken === CONNECTIONS && allTaken());
        calls = Array.from({ length: CONNECTIONS }, () =>
          failureOf(http, get, { ...context, signal: busy.signal }),
        );
      });
      const late = failureOf(http, post, { ...context, signal: waiting.signal });
      waiting.abort();
      expect(await late).toMatchObject({ code: 'BACKEND_TIMEOUT', details: { effect: 'none' } });
      busy.abort();
      for (const { details } of await Promise.all(calls)) expect(details.effect).toBe('possible');
      standIn.reply = json({});
      await http.call(get, context);
      expect(standIn.received.filter(({ method }) => method === 'POST')).toEqual([]);
    });

    it('because the request was given up', async () => {
      const http = connect();
      const giveUp = new AbortController();
      standIn.reply = () => giveUp.abort();
      const during = await failureOf(http, get, { ...context, signal: giveUp.signal });
      expect(during).toMatchObject({ code: 'BACKEND_TIMEOUT', details: { effect: 'possible' } });
      const sent = standIn.received.length;
      const onCall = () => expect.unreachable();
      const after = await failureOf(http, get, { onCall, signal: giveUp.signal });
      expect(after).toMatchObject({ code: 'BACKEND_TIMEOUT', details: { effect: 'none' } });
      expect(standIn.received).toHaveLength(sent);
    });

    it('because packets are dropped: the connection that another call began is no refusal', async () => {
      const stopped = await StoppedMachine.start();
      try {
        const http = connect(stopped.url, 1200);
        // Staggered, so that the attempt to connect ends in the middle of later calls.
        const errors = await Promise.all(
          Array.from({ length: 8 }, async (_, turn) => {
            await wait(turn * 150);
            return failureOf(http);
          }),
        );
        expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['BACKEND_TIMEOUT']));
        expect(errors.every(({ details }) => details.transient !== true)).toBe(true);
      } finally {
        await stopped.end();
      }
    });
  });

  it('serves on after every failure', async () => {
    const http = connect();
    for (const reply of [reset, brokenOff, json({}, 500), raw('{"half'), json({ id: 1 })]) {
      standIn.reply = reply;
      await failureOf(http);
    }
    standIn.reply = json({ id: 'fine' });
    expect(await http.call(get, context)).toEqual({ status: 200, body: { id: 'fine' } });
  });
});
