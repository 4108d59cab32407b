import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { VERSION } from '#version';
import { post, startStandIn } from './stand-in.ts';

test('answers a query with variables', async () => {
  const { url } = await startStandIn();
  const query = 'query ($name: String!) { greet(name: $name) }';
  const response = await post(url, { query, variables: { name: 'you' } });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: { greet: 'Hello, you' } });
});

test('makes the context of a request from that request', async () => {
  const { url } = await startStandIn({
    createContext: ({ traced, reuses }) => ({ traced, reuses }),
  });
  const response = await post(
    url,
    { query: '{ context }' },
    { 'x-facet-trace': '1', 'cache-control': 'no-cache' },
  );
  expect(await response.json()).toEqual({
    data: { context: '{"traced":"counts","reuses":false}' },
  });
});

test('asks formatError how an error is shown', async () => {
  const { url } = await startStandIn({ formatError: () => ({ message: 'shaped' }) });
  const response = await post(url, { query: '{ unknown }' });
  expect(await response.json()).toEqual({ errors: [{ message: 'shaped' }] });
});

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  'says which methods there are to %s',
  async (method) => {
    const { url } = await startStandIn();
    const bodies = [undefined, '{ unread', JSON.stringify({ query: '{ context }' })];
    for (const body of method === 'OPTIONS' ? [undefined] : bodies) {
      const headers = { 'content-type': 'application/x-whatever' };
      const response = await fetch(`${url}/graphql`, { method, headers, ...(body && { body }) });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'INVALID_INPUT' } }],
      });
    }
  },
);

const FULL = { part: 'registry', reason: 'disk-full', message: 'Make room.' };

test('is healthy, in this version, while it is not ready', async () => {
  const { url } = await startStandIn({ readiness: async () => FULL });
  const [health, readiness] = await Promise.all([fetch(`${url}/healthz`), fetch(`${url}/readyz`)]);
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok', version: VERSION }]);
  expect([readiness.status, await readiness.json()]).toEqual([
    503,
    { status: 'unavailable', ...FULL },
  ]);
  const plain = await fetch(`${url}/readyz`, { headers: { accept: 'text/plain' } });
  expect(await plain.text()).toBe('unavailable: registry: disk-full\nMake room.\n');
});

test('is ready when it says so, and not when asking fails', async () => {
  const ready = await startStandIn();
  const failing = await startStandIn({ readiness: () => Promise.reject(new Error('locked')) });
  expect((await fetch(`${ready.url}/readyz`)).status).toBe(200);
  expect((await fetch(`${failing.url}/readyz`)).status).toBe(503);
});

test.each([
  ['an unknown path', '/graphiql', {}, 404],
  ['a path that is none', '/%zz-secret', {}, 400],
  ['a body that is no JSON', '/graphql', json('{"query": secret'), 400],
  ['a body over the limit', '/graphql', json(`"${'secret'.repeat(50_000)}"`), 413],
  [
    'another media type',
    '/graphql',
    { ...json('x'), headers: { 'content-type': 'a/secret' } },
    415,
  ],
])('%s is answered in one line of JSON that quotes nothing', async (_what, path, init, status) => {
  const { url } = await startStandIn();
  const response = await fetch(`${url}${path}`, init);
  const body = await response.text();
  expect(response.status).toBe(status);
  expect(JSON.parse(body)).toMatchObject({ errors: [{ message: expect.any(String) }] });
  expect(body).not.toContain('secret');
});

test('a Host header that is none is a 400', async () => {
  const { url } = await startStandIn();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const body = '{"query":"{ slow }"}';
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
});

function json(body: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body };
}
