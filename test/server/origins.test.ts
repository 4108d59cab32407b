import { expect, test } from 'vitest';
import { rawPost, sendRaw } from './raw.ts';
import { post, startStandIn } from './stand-in.ts';

const GET = '/graphql?query={slow}';
const NAMED = { accept: 'application/json' };

test.each([
  'http://rebound.example',
  'https://127.0.0.1.rebound.example',
  'http://localhost:3000',
  'null',
  'file://',
  'http://app.example.evil.example',
  'http://app.example, http://127.0.0.1',
  'chrome-extension://abcdef',
  'HTTP://APP.EXAMPLE',
  'http://app.example/',
  'not an origin',
  '',
])('a page of origin %j may not call, by whatever method', async (origin) => {
  let executed = 0;
  const { url } = await startStandIn({
    origins: { listed: ['http://app.example'], anyLoopback: false },
    createContext: () => ({ executed: (executed += 1) }),
  });
  const simple = { origin, 'content-type': 'text/plain' };
  const responses = [
    await post(url, { query: '{ slow }' }, { origin }),
    await post(url, '{"query":"{ slow }"}', simple),
    await fetch(`${url}${GET}`, { headers: { ...NAMED, origin } }),
    await fetch(`${url}/`, { headers: { origin } }),
    await fetch(`${url}/hooks/somebody`, { method: 'POST', headers: { origin } }),
    await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    }),
  ];
  for (const response of responses) {
    expect(response.status).toBe(403);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect(await response.json()).toEqual({
      errors: [
        { message: expect.stringContaining('CORS_ORIGINS'), extensions: { code: 'FORBIDDEN' } },
      ],
    });
  }
  expect(executed).toBe(0);
});

test('our own page may, also behind a proxy that ends TLS', async () => {
  const server = await startStandIn({ allowedHosts: ['facet.example'] });
  const own = await post(server.url, { query: '{ slow }' }, { origin: server.url });
  expect(own.status).toBe(200);
  const under = async (host: string, origin: string) =>
    (await sendRaw(server.url, rawPost([`Host: ${host}`, `Origin: ${origin}`]))).status;
  expect(await under('facet.example', 'https://facet.example')).toBe(200);
  expect(await under('facet.example:443', 'https://facet.example')).toBe(200);
  expect(await under('facet.example', 'https://facet.example:8443')).toBe(403);
});

test.each(['cross-site', 'same-site'])(
  'a %s page cannot make a browser send a GET that has no Origin',
  async (site) => {
    const { url } = await startStandIn();
    const get = async (path: string, mode: string) => {
      const head = ['Host: localhost', 'Accept: application/json', 'Connection: close'];
      const fetched = [`Sec-Fetch-Site: ${site}`, `Sec-Fetch-Mode: ${mode}`];
      const lines = [`GET ${path} HTTP/1.1`, ...head, ...fetched];
      return (await sendRaw(url, `${lines.join('\r\n')}\r\n\r\n`)).status;
    };
    expect(await get(GET, 'no-cors')).toBe(403);
    expect(await get('/', 'no-cors')).toBe(403);
    // A link to GraphiQL, which is not built for this test, may be followed.
    expect(await get('/', 'navigate')).toBe(503);
  },
);
