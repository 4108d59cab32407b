import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_PROXIES, backends, loadDocument, probeBackend } from '#backends';
import type { ProxySettings } from '#backends';
import { connectHttp } from '../../src/backends/http/connect-http.ts';
import type { HttpCall } from '../../src/backends/http/http-backend.ts';
import { runFacet, spawnFacet, urlOf } from '../cli.ts';
import { post } from '../server/stand-in.ts';
import { ConnectProxy } from './connect-proxy.ts';
import { StandIn, json } from './stand-in.ts';

const PASSWORD = 'canary-password';
const USER = '5e1fcafe-0000-4000-8000-00000000c0de';
const QUERY = `{ user(by: { chakraId: "${USER}" }) { username } }`;
const RECORD = { _data: { id: USER, username: 'nova' } };
const [document] = backends
  .filter(({ name }) => name === 'CHAKRA')
  .map(({ configure }) => loadDocument(configure({}).document));

let folder: string;
let certificate: string;
let vendor: StandIn;
/** The same vendor behind TLS, with a certificate that this test vouches for. */
let secure: { readonly url: string; readonly port: number; calls: number; close(): void };
let proxy: ConnectProxy;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-proxies-'));
  const key = join(folder, 'key.pem');
  certificate = join(folder, 'cert.pem');
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext';
  const words = [...request.split(' '), 'subjectAltName=IP:127.0.0.1', '-keyout', key];
  execFileSync('openssl', [...words, '-out', certificate], { stdio: 'ignore' });
  const cert = readFileSync(certificate, 'utf8');
  setDefaultCACertificates([...getCACertificates('default'), cert]);
  const server = createServer({ key: readFileSync(key), cert }, (_request, response) => {
    secure.calls += 1;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(RECORD));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  secure = {
    url: `https://127.0.0.1:${port}`,
    port,
    calls: 0,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
});
afterAll(() => {
  secure.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  vendor = await StandIn.start();
  vendor.reply = json(RECORD);
  proxy = await ConnectProxy.start();
  secure.calls = 0;
});
afterEach(async () => {
  await proxy.stop();
  await vendor.stop();
});

/** Asks a Facet of its own for one person, and says what it answered and all that it said. */
async function ask(environment: Readonly<Record<string, string>>) {
  const database = `sqlite:${mkdtempSync(join(folder, 'db-'))}/facet.db`;
  const facet = await spawnFacet([], {
    CHAKRA_URL: secure.url,
    CHAKRA_TOKEN: 't',
    READ_RETRIES: '0',
    NODE_EXTRA_CA_CERTS: certificate,
    DATABASE_URL: database,
    ...environment,
  });
  let output = '';
  for (const stream of [facet.stdout, facet.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const answer = await (await post(await urlOf(facet), { query: QUERY })).json();
  facet.kill();
  await once(facet, 'close');
  expect(output).not.toContain(PASSWORD);
  return { username: answer.data?.user?.username, output };
}

describe('a proxy of the environment', () => {
  it('is asked for a tunnel to a backend with TLS, with its credentials, which nobody prints', async () => {
    const address = `http://me:${PASSWORD}@${proxy.host}`;
    const { username, output } = await ask({ HTTPS_PROXY: address });
    expect(username).toBe('nova');
    const basic = Buffer.from(`me:${PASSWORD}`).toString('base64');
    expect(proxy.asked).toEqual([
      { line: `CONNECT 127.0.0.1:${secure.port}`, authorization: `Basic ${basic}` },
    ]);
    expect(output).toContain(`http://${proxy.host}`);
  });

  it('is asked itself for an address without TLS', async () => {
    const settings = { HTTP_PROXY: `http://${proxy.host}`, CHAKRA_URL: vendor.url };
    expect((await ask(settings)).username).toBe('nova');
    expect(proxy.asked).toEqual([
      { line: `GET ${vendor.url}/v1/ext/user/${USER}`, authorization: undefined },
    ]);
    expect(vendor.received).toHaveLength(1);
  });

  it('is not asked for a host in NO_PROXY, nor when there is none', async () => {
    const direct = { HTTPS_PROXY: `http://${proxy.host}`, no_proxy: 'example.com,127.0.0.1' };
    expect((await ask(direct)).username).toBe('nova');
    expect((await ask({ NO_PROXY: 'example.com' })).username).toBe('nova');
    expect(proxy.asked).toEqual([]);
    expect(secure.calls).toBe(2);
  });

  it('may stand in small letters, and comes first there', async () => {
    const settings = { https_proxy: `http://${proxy.host}`, HTTPS_PROXY: 'http://127.0.0.1:9' };
    expect((await ask(settings)).username).toBe('nova');
    expect(proxy.asked).toHaveLength(1);
  });

  it.each([
    ['HTTPS_PROXY', `ftp://me:${PASSWORD}@proxy.example.com`],
    ['http_proxy', `http://me:${PASSWORD}@`],
    ['HTTP_PROXY', `http://me:%zz${PASSWORD}@proxy.example.com`],
    ['HTTPS_PROXY', `http://proxy.example.com/${PASSWORD}`],
    ['NO_PROXY', `"${PASSWORD}"`],
  ])('that is none stops the start with one line: %s', async (name, value) => {
    const told = await runFacet([], { CHAKRA_URL: vendor.url, CHAKRA_TOKEN: 't', [name]: value });
    expect(told.code).toBe(1);
    expect(told.stderr).toMatch(new RegExp(`^Facet cannot start\\. ${name} must be .+\n$`));
    expect(told.stdout + told.stderr).not.toContain(PASSWORD);
  });
});

describe('calls by a proxy', () => {
  const call: HttpCall = {
    operation: 'user',
    method: 'GET',
    path: `/v1/ext/user/${USER}`,
    headers: {},
  };
  const context = { onCall: () => undefined };
  const through = (): ProxySettings => ({
    ...NO_PROXIES,
    https: `http://${proxy.host}`,
    http: `http://${proxy.host}`,
  });
  const connected = (
    url: string,
    more: { readonly atOnce?: number; readonly timeoutMs?: number } = {},
  ) => {
    if (!document) throw new Error('There is no such document.');
    const options = {
      backend: 'CHAKRA',
      url,
      document,
      proxies: through(),
      timeoutMs: 1000,
    } as const;
    return connectHttp({ ...options, ...more });
  };

  it('keep to the bound of their backend, and use a connection again', async () => {
    const http = connected(secure.url, { atOnce: 4, timeoutMs: 10_000 });
    await Promise.all(Array.from({ length: 40 }, async () => http.call(call, context)));
    expect(secure.calls).toBe(40);
    expect(proxy.mostTunnels).toBeLessThanOrEqual(4);
    expect(proxy.asked.length).toBeLessThanOrEqual(4);
    await http.close();
  });

  it('end in time where the proxy says nothing, and go through when it does again', async () => {
    proxy.status = null;
    const http = connected(secure.url, { atOnce: 1, timeoutMs: 300 });
    await expect(http.call(call, context)).rejects.toMatchObject({ code: 'BACKEND_TIMEOUT' });
    proxy.status = 200;
    await expect
      .poll(
        async () =>
          http.call(call, context).then(
            ({ status }) => status,
            () => null,
          ),
        { timeout: 5000 },
      )
      .toBe(200);
    await http.close();
  });

  it.each([
    [407, 'the proxy wants other credentials (status 407)'],
    [403, 'the proxy opens no way to it (status 403)'],
  ])('that answers %i fail without effect, and the doctor says why', async (status, reason) => {
    proxy.status = status;
    const http = connected(secure.url);
    await expect(http.call(call, context)).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      details: { effect: 'none' },
    });
    await http.close();
    const environment = { CHAKRA_URL: secure.url, CHAKRA_TOKEN: 't' };
    const backend = backends.find(({ name }) => name === 'CHAKRA')?.configure(environment);
    if (!backend) throw new Error('There is no such backend.');
    const options = { timeoutMs: 1000, proxies: through(), known: null };
    const [found] = await probeBackend(backend, options);
    expect(found).toMatchObject({ subject: 'address', status: 'problem' });
    expect(found?.message).toContain(reason);
    expect(found?.advice).toContain('HTTPS_PROXY');
  });

  it('fail at once where the proxy closes the connection, and do not ask it for ever', async () => {
    proxy.status = 'closed';
    const http = connected(secure.url);
    await expect(http.call(call, context)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    await http.close();
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
  });

  it('say that nobody is there when the proxy is not', async () => {
    const http = connected(secure.url);
    await proxy.stop();
    await expect(http.call(call, context)).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    await http.close();
    proxy = await ConnectProxy.start();
  });
});
