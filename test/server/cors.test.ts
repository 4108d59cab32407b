import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spawnFacet, urlOf } from '../cli.ts';
import { startTestFacet } from '../facet.ts';
import { post, startStandIn } from './stand-in.ts';

const APP = 'https://app.example';
const LISTED = { listed: [APP, 'capacitor://localhost'], anyLoopback: false };

test.each([APP, 'capacitor://localhost'])(
  'a page of %s, which is listed, may call',
  async (origin) => {
    const { url } = await startStandIn({ origins: LISTED });
    const response = await post(url, { query: '{ slow }' }, { origin });
    expect(await response.json()).toEqual({ data: { slow: 'done' } });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(response.headers.get('vary')).toMatch(/\bOrigin\b/);
  },
);

test('it also learns what was wrong with its request', async () => {
  const { url } = await startStandIn({ origins: LISTED });
  const responses = [
    await post(url, { query: '{ unknown }' }, { origin: APP }),
    await post(url, 'no JSON', { origin: APP }),
    await post(url, 'x', { origin: APP, 'content-type': 'text/plain' }),
    await post(url, { query: '{ slow }' }, { origin: APP, accept: 'text/html' }),
    await post(url, `"${'x'.repeat(300_000)}"`, { origin: APP }),
  ];
  for (const response of responses) {
    expect(response.headers.get('access-control-allow-origin'), `${response.status}`).toBe(APP);
    expect(await response.json()).toHaveProperty('errors');
  }
});

test('a preflight lets through the methods, and whatever headers a client sends', async () => {
  const { url } = await startStandIn({ origins: LISTED });
  const headers =
    'apollo-require-preflight,authorization,cache-control,content-type,traceparent,x-apollo-operation-name,x-facet-trace';
  for (const method of ['POST', 'GET']) {
    const response = await preflight(url, APP, method, headers);
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': headers,
      vary: expect.stringMatching(/\bOrigin\b.*\bAccess-Control-Request-Headers\b/i),
    });
  }
});

test('with nothing listed no other page may call', async () => {
  const { url } = await startStandIn();
  for (const origin of [APP, 'http://localhost:3000', 'http://127.0.0.1:1']) {
    const response = await preflight(url, origin, 'POST', 'content-type');
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      403,
      null,
    ]);
  }
});

test.each([
  'http://localhost:3000',
  'https://127.0.0.1',
  'http://[::1]:8080',
  'http://app.localhost',
])('in the sandbox a page of %s may call, and none from elsewhere', async (origin) => {
  const { url } = await startStandIn({ origins: { listed: [], anyLoopback: true } });
  const allowed = await preflight(url, origin, 'POST', 'content-type');
  expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
  for (const foreign of [
    APP,
    'http://localhost.example',
    'http://10.0.0.1',
    'null',
    'app://localhost',
  ]) {
    expect((await post(url, { query: '{ slow }' }, { origin: foreign })).status, foreign).toBe(403);
  }
});

test('what no page asks for varies by origin too', async () => {
  const { url } = await startStandIn({ origins: LISTED });
  const response = await post(url, { query: '{ slow }' });
  expect(response.headers.get('vary')).toMatch(/\bOrigin\b/);
  expect(response.headers.has('access-control-allow-origin')).toBe(false);
});

test('pages of this machine may call the sandbox, and no Facet with backends of its own', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'facet-cors-'));
  const sandbox = await spawnFacet([], {}, { cwd });
  const url = await urlOf(sandbox);
  const real = await startTestFacet();
  const origin = 'http://localhost:5173';
  const query = { query: '{ __typename }' };
  expect((await post(url, query, { origin })).status).toBe(200);
  expect((await post(real.url, query, { origin })).status).toBe(403);
  await real.close();
  sandbox.kill('SIGTERM');
  await once(sandbox, 'exit');
  rmSync(cwd, { recursive: true });
});

function preflight(url: string, origin: string, method: string, headers: string) {
  return fetch(`${url}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    },
  });
}
