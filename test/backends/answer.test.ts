import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { json, raw, StandIn, type Reply } from './stand-in.ts';
import { connectThings, context, failureOf, get, MIB, post } from './things.ts';

describe('An answer over HTTP', () => {
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

  describe('that is fine', () => {
    const body = async (call = get) => (await connect().call(call, context)).body;

    it.each(['application/json', 'application/json;charset=utf-8', 'application/hal+json'])(
      'is read as %s',
      async (contentType) => {
        standIn.reply = raw('{"id":"ü"}', contentType);
        expect(await body()).toEqual({ id: 'ü' });
      },
    );

    it('is put together where a character is cut in two', async () => {
      const bytes = Buffer.from('{"id":"ü"}');
      standIn.reply = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(bytes.subarray(0, 8), () =>
          setImmediate(() => response.end(bytes.subarray(8))),
        );
      };
      expect(await body()).toEqual({ id: 'ü' });
    });

    it('may hold a mebibyte', async () => {
      const text = JSON.stringify({ id: 'x'.repeat(MIB - 9) });
      standIn.reply = raw(text);
      expect(await body()).toEqual(JSON.parse(text));
      expect(text).toHaveLength(MIB);
    });
  });

  describe('that breaks the contract', () => {
    const endless: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pour = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    };
    const announced: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': MIB + 1 });
      response.flushHeaders();
    };
    const latin1: Reply = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(Buffer.from('{"id":"ü"}', 'latin1'));
    };

    it.each([
      ['an answer that does not end', endless, `over ${MIB} bytes`],
      ['an answer that is announced as too large', announced, `over ${MIB} bytes`],
      ['HTML', raw('<h1>Hello</h1>', 'text/html; charset=utf-8'), 'content type'],
      ['JSON that calls itself text', raw('{}', 'text/plain'), 'content type'],
      ['half an answer', raw('{"id":'), 'not JSON'],
      ['no answer at all', raw(''), 'it has no body'],
      ['another encoding', latin1, 'not UTF-8'],
      ['a field of another type', json({ id: { canary: 1 } }), '`id` must be string'],
      ['a list', json(['canary']), '`body` must be object'],
    ])('with %s', async (_, reply, problem) => {
      standIn.reply = reply;
      const { code, message, details } = await failureOf(connect());
      expect({ code, ...details }).toEqual({
        code: 'BACKEND_CONTRACT',
        retryable: false,
        effect: 'possible',
        backendCode: '200',
      });
      expect(message).toMatch(/^CHAKRA sent an answer that breaks its document: /);
      expect(message).toContain(problem);
      expect(message).not.toContain('canary');
    });
  });

  describe('with a failing status', () => {
    it.each([
      ['429', 'RATE_LIMITED'],
      ['503', 'BACKEND_UNAVAILABLE'],
    ])('%s says when to come back, in seconds or as a date', async (status, code) => {
      const retryAfter = async (value: string) => {
        standIn.reply = json({}, Number(status), { 'retry-after': value });
        const { details, ...error } = await failureOf(connect());
        expect(error).toMatchObject({ code });
        return details.retryAfter;
      };
      expect(await retryAfter('120')).toBe(120);
      const inAnHour = await retryAfter(new Date(Date.now() + 3_600_000).toUTCString());
      expect(inAnHour).toBeGreaterThan(3500);
      expect(inAnHour).toBeLessThanOrEqual(3600);
      expect(await retryAfter(new Date(0).toUTCString())).toBe(0);
      expect(await retryAfter('soon')).toBeUndefined();
    });

    it('counts although its body never ends or breaks off', async () => {
      standIn.reply = (response) => {
        response.writeHead(401, { 'content-type': 'application/json' });
        response.write('{');
      };
      const unauthorized = { code: 'BACKEND_UNAUTHORIZED', details: { effect: 'none' } };
      expect(await failureOf(connect(standIn.url, 500))).toMatchObject(unauthorized);
      standIn.reply = raw('x'.repeat(MIB + 1), 'text/plain', 401);
      expect(await failureOf(connect())).toMatchObject(unauthorized);
    });

    it('keeps the words of the backend, short and without what the request held', async () => {
      const message = `Token s3cr3t-token of app-9 may not\twrite ÜNAL\n${'!'.repeat(400)}`;
      standIn.reply = json({ message }, 400);
      const headers = { Authorization: 'Bearer s3cr3t-token', 'X-APP-ID': 'app-9' };
      const { details } = await failureOf(connect(), { ...post, headers });
      expect(details.backendMessage).toMatch(/^Token … of … may not write … !{160,}…$/);
      expect(details.backendMessage).toHaveLength(200);
      expect(details.backendCode).toBe('400');
    });

    it.each([
      ['as it is', (text: string) => text],
      ['inside JSON', (text: string) => JSON.stringify({ text })],
      ['inside a URL', (text: string) => `/?as=${encodeURIComponent(text)}`],
    ])(
      'keeps a user and a password of Basic authentication to itself, told %s',
      async (_, told) => {
        const [user, password] = ['volt "no"', 'Plain: Passw0rd-SECRET/ü'];
        const both = `${user}:${password}`;
        const encoded = Buffer.from(both).toString('base64');
        const message = [password, user, both, encoded].map(told).join(' | ');
        standIn.reply = json({ message }, 400);
        const headers = { Authorization: `Basic ${encoded}` };
        const { details } = await failureOf(connect(), { ...post, headers });
        const said = told('…').replaceAll('%E2%80%A6', '…');
        expect(details.backendMessage).toBe([said, said, said, said].join(' | '));
      },
    );

    it('takes a short value out as a word alone', async () => {
      standIn.reply = json({ message: 'a pan is not a cap; add "a"' }, 400);
      const { details } = await failureOf(connect(), { ...post, body: { pool: 'a' } });
      expect(details.backendMessage).toBe('… pan is not … cap; add "…"');
    });

    it('reads words and code where the adapter says that they stand', async () => {
      standIn.reply = json({ oops: 'Not today' }, 400);
      const refusal = (body: unknown) =>
        typeof body === 'object' && body !== null && 'oops' in body
          ? { message: String(body.oops), code: 'E7' }
          : null;
      const details = { backendMessage: 'Not today', backendCode: 'E7' };
      expect(await failureOf(connect(), { ...get, refusal })).toMatchObject({ details });
      standIn.reply = json({ oops: 'Not today' });
      const rejected = { code: 'BACKEND_REJECTED', details: { ...details, effect: 'none' } };
      expect(await failureOf(connect(), { ...get, refusal })).toMatchObject(rejected);
    });
  });
});
