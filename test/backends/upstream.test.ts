import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { empty, json, raw, StandIn, type Reply } from './stand-in.ts';
import { connectThings, context, failureOf, get, MIB } from './things.ts';
import { failure, Vendors } from './vendors.ts';

let standIn: StandIn;
let http: ConnectedHttp;
let vendors: Vendors;

beforeAll(async () => {
  standIn = await StandIn.start();
  http = connectThings(standIn.url);
  vendors = new Vendors(standIn.url);
});

afterAll(async () => {
  await vendors.close();
  await http.close();
  await standIn.stop();
});

describe('What stands between Facet and a backend', () => {
  it('may put a byte order mark before JSON', async () => {
    standIn.reply = raw('\ufeff{"id":"1"}');
    expect(await http.call(get, context)).toMatchObject({ body: { id: '1' } });
    standIn.reply = raw('\ufeff{"message":"Not today"}', 'application/json', 400);
    expect(await failureOf(http)).toMatchObject({ details: { backendMessage: 'Not today' } });
  });

  it.each([301, 302, 303, 307, 308])('is not followed by a %i', async (status) => {
    const sent = standIn.received.length;
    standIn.reply = json({}, status, { location: 'http://canary.example/elsewhere' });
    const { code, message, details } = await failureOf(http);
    expect({ code, ...details }).toMatchObject({
      code: 'BACKEND_CONTRACT',
      effect: 'none',
      retryable: false,
      backendCode: String(status),
    });
    expect(message).toContain('redirects to another address: never followed');
    expect(message).not.toContain('canary');
    expect(standIn.received).toHaveLength(sent + 1);
  });

  it.each([300, 304])('may not answer a %i, which leads nowhere', async (status) => {
    standIn.reply = empty(status);
    const { code, message } = await failureOf(http);
    expect(code).toBe('BACKEND_CONTRACT');
    expect(message).toContain(`answered with status ${status}`);
  });

  it('may not say twice what it sends', async () => {
    standIn.reply = (response) => {
      response.setHeader('content-type', ['application/json', 'text/canary']);
      response.end('{"id":"1"}');
    };
    const { code, message } = await failureOf(http);
    expect(code).toBe('BACKEND_CONTRACT');
    expect(message).toContain('several Content-Type headers');
    expect(message).not.toContain('canary');
  });

  it('makes no half characters: what is well-formed stays, what is not becomes U+FFFD', async () => {
    standIn.reply = raw(
      '{"id":"Zo\\u00eb \\ud83d","\\udc00":["\\ud83d\\ude00","\\\\ud83d","\\uDE00\\uD83D"]}',
    );
    const { body } = await http.call(get, context);
    expect(body).toEqual({
      id: 'Zoë \ufffd',
      '\ufffd': ['😀', '\\ud83d', '\ufffd\ufffd'],
    });
  });

  it.each([
    ['escapes', '\\ud83d'],
    ['pairs', '\\ud83d\\ude00'],
    ['backslashes', '\\\\'],
  ])('is read in linear time when it sends a mebibyte of %s', async (_, part) => {
    standIn.reply = raw(`{"id":"${part.repeat((MIB - 20) / part.length)}\\udc00"}`);
    const start = performance.now();
    await http.call(get, context);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('An answer that is no HTTP', () => {
  let server: Server;
  let answer = '';
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.once('data', () => socket.end(answer));
      socket.on('error', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const failureTo = async (text: string) => {
    answer = text;
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const connected = connectThings(`http://127.0.0.1:${port}`);
    const error = await failureOf(connected);
    await connected.close();
    return error;
  };

  it('is told from one that broke off: its headers are over 16 KiB', async () => {
    const { code, message, details } = await failureTo(
      `HTTP/1.1 200 OK\r\nx-canary: ${'a'.repeat(17 * 1024)}\r\ncontent-type: application/json\r\n\r\n{}`,
    );
    expect({ code, ...details }).toMatchObject({
      code: 'BACKEND_CONTRACT',
      effect: 'possible',
      retryable: false,
    });
    expect(message).toContain('its headers are over 16 KiB');
    expect(message).not.toContain('canary');
  });

  it.each([
    'HTTP/1.1 canary OK\r\n\r\n',
    'SSH-2.0-canary\r\n',
    'HTTP/1.1 200 OK\r\nbad header canary\r\n\r\n{}',
  ])('is told from one that broke off: %j', async (text) => {
    const { code, message, details } = await failureTo(text);
    expect({ code, ...details }).toMatchObject({ code: 'BACKEND_CONTRACT', retryable: false });
    expect(message).toContain('it is not HTTP/1.1');
    expect(message).not.toContain('canary');
  });
});

describe('A 404', () => {
  const foreign: readonly (readonly [string, Reply])[] = [
    ['the page of nginx', raw('<html><h1>404 Not Found</h1></html>', 'text/html', 404)],
    ['the text of an ingress', raw('default backend - 404', 'text/plain', 404)],
    ['the JSON of an API gateway', json({ message: 'Not Found' }, 404)],
    ['the JSON of a gateway without a route', json({ message: 'no Route matched' }, 404)],
    [
      'the JSON of a framework',
      json({ status: 404, error: 'Not Found', path: '/tract/user/' }, 404),
    ],
    [
      'the JSON of another framework',
      json(
        { statusCode: 404, error: 'Not Found', message: 'Route POST:/tract/user/ not found' },
        404,
      ),
    ],
    ['JSON that says Cannot POST', json({ detail: 'Cannot POST /tract/user/' }, 404)],
    ['HTML that calls itself JSON', raw('<h1>404</h1>', 'application/json', 404)],
    ['a list', json([], 404)],
    ['an empty page', raw('', 'text/html', 404)],
    ['nothing that says what it is', empty(404)],
  ];

  it.each(foreign)('that is %s tells nothing of a user', async (_, reply) => {
    standIn.reply = reply;
    const reads = [
      () => vendors.read('CHAKRA'),
      () => vendors.read('HAPTIK_TRACT'),
      () => vendors.read('HAPTIK_TRACT', 'details'),
    ];
    for (const read of reads) {
      const { code, message, details } = await failure(read());
      expect({ code, ...details }).toMatchObject({
        code: 'BACKEND_CONTRACT',
        effect: 'none',
        retryable: false,
        backendCode: '404',
      });
      expect(message).toContain('Check the path of its base URL');
    }
  });

  it.each([
    { _data: null },
    { _data: null, _errors: [{ message: 'User not found' }] },
    { _errors: ['User not found'], _meta: {} },
  ])('in the envelope of CHAKRA says that there is no such user: %j', async (body) => {
    standIn.reply = json(body, 404);
    expect(await vendors.read('CHAKRA')).toBeNull();
  });

  it.each([
    ['an error in its form', json({ error_message: 'not found' }, 404)],
    ['the words of an error about a user', json({ message: 'User not found' }, 404)],
    ['an empty object', json({}, 404)],
    ['nothing, as JSON', empty(404, { 'content-type': 'application/json' })],
  ])('of TRACT says that there is no such user by %s', async (_, reply) => {
    standIn.reply = reply;
    expect(await vendors.read('HAPTIK_TRACT')).toBeNull();
    expect(await vendors.read('HAPTIK_TRACT', 'details')).toBeNull();
  });

  it('to a write is a refusal in JSON, and a wrong address as a page; neither took effect', async () => {
    standIn.reply = json({ error_message: 'unknown user' }, 404);
    expect(await failure(vendors.update('HAPTIK', 'update'))).toMatchObject({
      code: 'BACKEND_REJECTED',
      details: { effect: 'none' },
    });
    standIn.reply = raw('<h1>404</h1>', 'text/html', 404);
    expect(await failure(vendors.update('HAPTIK', 'update'))).toMatchObject({
      code: 'BACKEND_CONTRACT',
      details: { effect: 'none' },
    });
    expect(await failure(vendors.create('VOLT_MX'))).toMatchObject({ code: 'BACKEND_CONTRACT' });
  });
});

describe('Retry-After', () => {
  const seconds = async (headers: Readonly<Record<string, string | readonly string[]>>) => {
    standIn.reply = (response) => {
      response.sendDate = false;
      for (const [name, value] of Object.entries(headers)) {
        response.setHeader(name, typeof value === 'string' ? value : [...value]);
      }
      response.writeHead(503).end();
    };
    const { details } = await failureOf(http);
    return details.retryAfter;
  };

  it.each([
    ['1.5', 2],
    ['299.997', 300],
    [' 7 ', 7],
    ['0', 0],
    ['0.2', 1],
    ['9'.repeat(400), 86_400],
  ])('of %s is rounded up', async (value, expected) => {
    expect(await seconds({ 'retry-after': value })).toBe(expected);
  });

  it.each(['soon', '-5', '+5', '5s', '1e3', '0x10', '', 'May 5', '12 apples', '2030', 'NaN, soon'])(
    'that is nonsense is ignored: %j',
    async (value) => {
      const expected = value === '2030' ? 2030 : undefined;
      expect(await seconds({ 'retry-after': value })).toBe(expected);
    },
  );

  it('counts by the largest where it is repeated', async () => {
    expect(await seconds({ 'retry-after': ['3', '12', '5'] })).toBe(12);
    expect(await seconds({ 'retry-after': '3, 12 ,5' })).toBe(12);
    expect(await seconds({ 'retry-after': ['soon', '4'] })).toBe(4);
    const date = 'Sun, 06 Nov 1994 08:49:37 GMT';
    expect(await seconds({ date, 'retry-after': `30, Sun, 06 Nov 1994 08:50:37 GMT` })).toBe(60);
  });

  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:50:37 GMT'],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:50:37 GMT'],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sun Nov  6 08:50:37 1994'],
    ['Tue, 06 Nov 2085 08:49:37 GMT', 'Tue, 06 Nov 2085 08:50:37 GMT'],
    ['Tue, 06 Nov 2085 08:49:37 GMT', '2085-11-06T08:50:37Z'],
  ])('is measured by the clock of whoever says it: %s, %s', async (date, value) => {
    expect(await seconds({ date, 'retry-after': value })).toBe(60);
    expect(await seconds({ date: value, 'retry-after': date })).toBe(0);
  });

  it('is measured by our clock where the answer has no date', async () => {
    const inAnHour = await seconds({
      'retry-after': new Date(Date.now() + 3_600_000).toUTCString(),
    });
    expect(inAnHour).toBeGreaterThan(3500);
    expect(inAnHour).toBeLessThanOrEqual(3600);
  });
});
