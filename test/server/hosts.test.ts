import { expect, test } from 'vitest';
import { startTestFacet } from '../facet.ts';
import { rawPost, sendRaw } from './raw.ts';
import { startStandIn } from './stand-in.ts';

test.each([
  'localhost',
  'localhost:4000',
  'LocalHost.:4000',
  'facet.localhost:80',
  '127.0.0.1',
  '127.8.9.10:4000',
  '127.1',
  '0x7f000001:1',
  '[::1]:4000',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
])('a request to %s, which is always this machine, is served', async (host) => {
  const { url } = await startStandIn();
  expect((await sendRaw(url, rawPost([`Host: ${host}`]))).status).toBe(200);
});

const foreign = [
  'rebound.example',
  'rebound.example:4000',
  'localhost.rebound.example',
  '127.0.0.1.rebound.example',
  'notlocalhost',
  '10.0.0.1:4000',
  '128.0.0.1',
  '0.0.0.0',
  '[fd00::1]:4000',
  'xn--lcalhost-54a',
];

test.each(foreign)('a request to %s is refused, and nothing is executed', async (host) => {
  let executed = 0;
  const { url } = await startStandIn({ createContext: () => ({ executed: (executed += 1) }) });
  const response = await sendRaw(url, rawPost([`Host: ${host}`]));
  expect(response.status).toBe(421);
  expect(JSON.parse(response.body)).toEqual({
    errors: [
      { message: expect.stringContaining('ALLOWED_HOSTS'), extensions: { code: 'FORBIDDEN' } },
    ],
  });
  expect(executed).toBe(0);
});

test.each(['/', '/graphql?query={slow}', '/hooks/somebody', '/nowhere', '/assets/main.js'])(
  '%s is not served under a foreign name either',
  async (path) => {
    const { url } = await startStandIn();
    const response = await sendRaw(
      url,
      `GET ${path} HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n`,
    );
    expect(response.status).toBe(421);
  },
);

test.each(['/healthz', '/readyz'])('%s is served to a probe by whatever name', async (path) => {
  const { url } = await startStandIn();
  for (const host of ['10.1.2.3:4000', 'pod-7.internal']) {
    const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect((await sendRaw(url, request)).status).toBe(200);
  }
});

test.each([
  [[]],
  [['Host:']],
  [['Host: a b']],
  [['Host: somebody@127.0.0.1']],
  [['Host: 127.0.0.1:99999']],
  [['Host: 127.0.0.1:port']],
  [['Host: localhost/path']],
  [['Host: 127.0.0.1, rebound.example']],
  [['Host: 127.0.0.1', 'Host: rebound.example']],
  [['Host: 127.0.0.1', 'hOST: 127.0.0.1']],
  [['Host: 127.0.0.1', 'Content-Type: text/plain']],
  [['Host: 127.0.0.1', 'Authorization: Bearer a', 'Authorization: Bearer b']],
])('a head of %j is a 400', async (head) => {
  const { url } = await startStandIn();
  const response = await sendRaw(url, rawPost(head));
  expect(response.status).toBe(400);
  expect(JSON.parse(response.body)).toMatchObject({
    errors: [{ extensions: { code: 'INVALID_INPUT' } }],
  });
});

test.each([
  ['facet.example', 'facet.example', 200],
  ['facet.example', 'FACET.example.:8443', 200],
  ['facet.example:8443', 'facet.example:8443', 200],
  ['facet.example:8443', 'facet.example:9', 421],
  ['facet.example:8443', 'facet.example', 421],
  ['facet.example:443', 'facet.example', 200],
  ['facet.example', 'a.facet.example', 421],
  ['fd00::7', '[fd00::7]:4000', 200],
  ['[fd00::7]:4000', '[fd00:0::7]:4000', 200],
])('with %s allowed, %s is a %i', async (allowed, host, status) => {
  const { url } = await startStandIn({ allowedHosts: ['other.example', allowed] });
  expect((await sendRaw(url, rawPost([`Host: ${host}`]))).status).toBe(status);
});

test('the host of a target that is a whole URL counts, and not the header', async () => {
  const { url } = await startStandIn();
  const get = (target: string, host: string) =>
    sendRaw(
      url,
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nAccept: application/json\r\nConnection: close\r\n\r\n`,
    );
  const path = '/graphql?query={slow}';
  expect((await get(`http://localhost${path}`, 'rebound.example')).body).toBe(
    '{"data":{"slow":"done"}}\n',
  );
  expect((await get(`http://rebound.example${path}`, '127.0.0.1')).status).toBe(421);
});

test('a whole Facet is called by the names in ALLOWED_HOSTS', async () => {
  const environment = { ALLOWED_HOSTS: 'other.example, facet.example:8443' };
  const facet = await startTestFacet({ environment });
  const body = '{"query":"{ __typename }"}';
  const under = async (host: string) =>
    (await sendRaw(facet.url, rawPost([`Host: ${host}`], body))).status;
  expect(await under('facet.example:8443')).toBe(200);
  expect(await under('facet.example:8080')).toBe(421);
  await facet.close();
});
