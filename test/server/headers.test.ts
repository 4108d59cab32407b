import { expect, test } from 'vitest';
import { startTestFacet } from '../facet.ts';
import { post, startStandIn } from './stand-in.ts';

test('nothing is stored, guessed at or told of the server, whatever the response', async () => {
  const { url } = await startStandIn();
  const responses = [
    await post(url, { query: '{ slow }' }),
    await post(url, { query: '{ unknown }' }),
    await post(url, 'no JSON'),
    await post(url, 'text', { 'content-type': 'text/plain' }),
    await post(url, { query: '{ slow }' }, { accept: 'text/html' }),
    await post(url, { query: '{ slow }' }, { origin: 'http://evil.example' }),
    await fetch(`${url}/graphql?query={slow}`),
    await fetch(`${url}/graphql`, { method: 'DELETE' }),
    await fetch(`${url}/graphql`, { method: 'OPTIONS' }),
    await fetch(`${url}/graphql`, { method: 'HEAD' }),
    await fetch(`${url}/nowhere`),
    await fetch(`${url}/%zz`),
    await fetch(`${url}/healthz`),
    await fetch(`${url}/readyz`),
    await fetch(`${url}/`),
  ];
  for (const { headers, status, url: asked } of responses) {
    const what = `${status} of ${asked}`;
    expect(headers.get('cache-control'), what).toBe('no-store');
    expect(headers.get('x-content-type-options'), what).toBe('nosniff');
    expect([headers.has('x-powered-by'), headers.has('server')], what).toEqual([false, false]);
  }
});

test.each(['/', '/healthz', '/readyz', '/nowhere'])(
  '%s says which methods it has',
  async (path) => {
    const { url } = await startStandIn();
    for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND']) {
      const response = await fetch(`${url}${path}`, { method });
      const expected = path === '/nowhere' ? [404, null] : [405, 'GET'];
      expect([response.status, response.headers.get('allow')]).toEqual(expected);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: expect.any(String) } }],
      });
    }
  },
);

test('an error that nobody expected is told to the log alone, and not in its own words', async () => {
  const reported: unknown[] = [];
  const secret = new Error('canary of somebody');
  const server = await startStandIn({
    report: (error) => reported.push(error),
    createContext: ({ traced }) => {
      if (traced !== 'no') throw secret;
      return {};
    },
    formatError: (formatted, error) => {
      reported.push(error);
      return { ...formatted, message: 'masked' };
    },
    hooks: [
      {
        path: '/hooks/failing',
        handle: async () => {
          throw secret;
        },
        maxBodyBytes: 65_536,
        tooLarge: { status: 413, body: {} },
      },
    ],
  });
  const hook = await fetch(`${server.url}/hooks/failing`, { method: 'POST', body: '{}' });
  expect(hook.status).toBe(500);
  const context = await post(server.url, { query: '{ slow }' }, { 'x-facet-trace': '1' });
  expect(context.status).toBe(500);
  for (const response of [hook, context]) {
    const text = await response.text();
    expect(JSON.parse(text)).toHaveProperty('errors');
    expect(text).not.toContain('canary');
  }
  expect(reported).toContain(secret);
  expect(reported).toHaveLength(2);
});

test('a whole Facet writes no word of such an error', async () => {
  const written: string[] = [];
  const facet = await startTestFacet();
  const write = process.stderr.write;
  process.stderr.write = (chunk: string | Uint8Array) => {
    written.push(String(chunk));
    return true;
  };
  try {
    await facet.registry.close();
    const response = await post(facet.url, {
      query: '{ user(by: { chakraId: "canary-of-somebody" }) { id } }',
    });
    expect(await response.text()).not.toContain('canary');
    expect(written.join('')).not.toContain('canary');
  } finally {
    process.stderr.write = write;
    await facet.close();
  }
});
