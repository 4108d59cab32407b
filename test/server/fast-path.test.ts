import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ANONYMOUS } from '#access';
import { answerPlainPosts } from '../../src/server/fast-path.ts';
import type { FastPathDeps } from '../../src/server/fast-path.ts';
import { startStandIn } from './stand-in.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** Sends exactly these headers besides `Host` and `Connection`. */
async function send(
  url: string,
  body: string | Buffer,
  headers: Headers,
  method = 'POST',
): Promise<Answer> {
  const sent = request(url, { method, headers: { ...headers } });
  sent.end(body);
  const [response] = await once(sent, 'response');
  const told = { ...response.headers };
  // Of the moment, of the request, and of the connection, which stays open in any case.
  expect(told['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  for (const name of ['date', 'connection', 'keep-alive', 'x-request-id']) delete told[name];
  const chunks: Buffer[] = await response.toArray();
  return { status: response.statusCode, headers: told, text: Buffer.concat(chunks).toString() };
}

const JSON_BODY = { 'content-type': 'application/json' };
/** By this a request is not plain, and says the same. */
const GENERAL = { 'content-type': 'application/json; charset=utf-8' };

const BODIES: Readonly<Record<string, string | Buffer>> = {
  'a query': JSON.stringify({ query: '{ greet(name: "Latha") }' }),
  'a query with variables': JSON.stringify({
    query: 'query Greet($name: String!) { greet(name: $name) }',
    variables: { name: 'இலதா' },
  }),
  'a name that is empty': JSON.stringify({ query: '{ context }', operationName: '' }),
  'no query': '{}',
  'a list of queries': JSON.stringify([{ query: '{ context }' }]),
  'a text': '"{ context }"',
  'a document that does not parse': JSON.stringify({ query: '{' }),
  'a field that there is not': JSON.stringify({ query: '{ unknown }' }),
  'a variable that does not fit': JSON.stringify({
    query: 'query Greet($name: String!) { greet(name: $name) }',
    variables: { name: 1.5 },
  }),
  'an operation that there is not': JSON.stringify({ query: '{ context }', operationName: 'No' }),
  'no JSON': '{"query":',
  'a key that stands for a prototype': '{"query":"{ context }","__proto__":{}}',
  'bytes that are not UTF-8': Buffer.from([0x22, 0xff, 0x22]),
  'a byte order mark': Buffer.from(`\ufeff${JSON.stringify({ query: '{ context }' })}`),
};

const ACCEPTS: Readonly<Record<string, Headers>> = {
  'any type': {},
  'the type of GraphQL': { accept: 'application/graphql-response+json' },
  JSON: { accept: 'application/json' },
};

for (const [what, body] of Object.entries(BODIES)) {
  for (const [wish, accept] of Object.entries(ACCEPTS)) {
    test(`a plain POST of ${what} by who takes ${wish} is answered as any other`, async () => {
      const { url } = await startStandIn();
      const plain = await send(`${url}/graphql`, body, { ...JSON_BODY, ...accept });
      const general = await send(`${url}/graphql`, body, { ...GENERAL, ...accept });
      expect(plain).toEqual(general);
      expect(plain.status).toBeLessThan(500);
    });
  }
}

test('a context that cannot be made is told as on any other path', async () => {
  const { url } = await startStandIn({
    report: () => undefined,
    createContext: () => {
      throw new Error('no context');
    },
  });
  const body = BODIES['a query'] ?? '';
  const plain = await send(`${url}/graphql`, body, JSON_BODY);
  expect(plain).toEqual(await send(`${url}/graphql`, body, GENERAL));
  expect(plain.status).toBe(500);
});

test('a caller that goes away in the middle of a body leaves the others served', async () => {
  const { url } = await startStandIn();
  const sent = request(`${url}/graphql`, {
    method: 'POST',
    headers: { ...JSON_BODY, 'content-length': '1000' },
  });
  sent.on('error', () => undefined);
  sent.write('{');
  await once(sent, 'socket');
  sent.destroy();
  const answer = await send(`${url}/graphql`, BODIES['a query'] ?? '', JSON_BODY);
  expect(answer.text).toBe('{"data":{"greet":"Hello, Latha"}}\n');
});

/** A server with the fast path whose general one says its name. */
async function startFastPath(
  overrides: Partial<FastPathDeps> = {},
): Promise<{ readonly url: string; readonly end: () => void }> {
  const server = createServer((_request, response) => void response.end('general'));
  const end = answerPlainPosts(server, {
    callers: {
      judgeHost: (host) => (host.startsWith('127.0.0.1:') ? 'served' : 'foreign'),
      isAllowedOrigin: () => true,
    },
    authenticate: () => ANONYMOUS,
    maxBodyBytes: 100,
    routes: new Set(),
    parseBody: String,
    respond: async () => ({ status: 200, headers: [], text: 'fast' }),
    report: (error) => {
      throw error;
    },
    ...overrides,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, end };
}

test('what programs send as a rule takes the fast path, until it is ended', async () => {
  const { url, end } = await startFastPath();
  expect((await send(url, '{}', JSON_BODY)).text).toBe('fast');
  expect((await send(url, '{}', { ...JSON_BODY, accept: '*/*' })).text).toBe('fast');
  end();
  expect((await send(url, '{}', JSON_BODY)).text).toBe('general');
});

const NOT_PLAIN: Readonly<Record<string, readonly [Headers, body?: string, path?: string]>> = {
  'another media type': [{ 'content-type': 'text/plain' }],
  'no media type': [{}],
  'a web page': [{ ...JSON_BODY, origin: 'http://127.0.0.1' }],
  'an image in a web page': [{ ...JSON_BODY, 'sec-fetch-site': 'cross-site' }],
  'a foreign host name': [{ ...JSON_BODY, host: 'evil.example' }],
  'an encoded body': [{ ...JSON_BODY, 'content-encoding': 'gzip' }],
  'a body in chunks': [{ ...JSON_BODY, 'transfer-encoding': 'chunked' }],
  'no body': [JSON_BODY, ''],
  'too large a body': [JSON_BODY, ' '.repeat(101)],
  'an Accept that takes nothing of ours': [{ ...JSON_BODY, accept: 'text/html' }],
  'a query in the URL': [JSON_BODY, '{}', '?query={a}'],
  'another path': [JSON_BODY, '{}', '/'],
};

for (const [what, [headers, body = '{}', path = '']] of Object.entries(NOT_PLAIN)) {
  test(`${what} takes the general path`, async () => {
    const { url } = await startFastPath();
    expect((await send(url + path, body, headers)).text).toBe('general');
  });
}

test('a GET takes the general path', async () => {
  const { url } = await startFastPath();
  expect((await send(url, '', JSON_BODY, 'GET')).text).toBe('general');
});

test('what fails outside of GraphQL is reported, and told without its words', async () => {
  const reported: unknown[] = [];
  const failure = new Error('secret');
  const { url } = await startFastPath({
    respond: async () => Promise.reject(failure),
    report: (error) => void reported.push(error),
  });
  const { status, text } = await send(url, '{}', JSON_BODY);
  expect(status).toBe(500);
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
  expect(text).not.toContain('secret');
  expect(reported).toEqual([failure]);
});
