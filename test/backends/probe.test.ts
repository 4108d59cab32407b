import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { NO_PROXIES, backends, probeBackend } from '#backends';
import type { Finding } from '#backends';
import type { AccountKey } from '#normalise';
import type { Backend } from '#schema';
import { StandIn, empty, json, raw, reset, silence } from './stand-in.ts';
import type { Reply } from './stand-in.ts';

let vendor: StandIn;
beforeEach(async () => {
  vendor = await StandIn.start();
});
afterEach(async () => vendor.stop());

const SECRET = 'canary-secret';
const ENVIRONMENTS = {
  HAPTIK_TRACT: (url) => ({
    HAPTIK_TRACT_URL: url,
    HAPTIK_TRACT_TOKEN: SECRET,
    HAPTIK_TRACT_CREATE_USER_HOOK: `${url}/hook`,
  }),
  HAPTIK: (url) => ({ HAPTIK_URL: url, HAPTIK_TOKEN: SECRET, HAPTIK_CLIENT_ID: 'client' }),
  CHAKRA: (url) => ({ CHAKRA_URL: url, CHAKRA_TOKEN: SECRET }),
  VOLT_MX: (url) => ({ VOLT_MX_URL: url, VOLT_MX_USERNAME: 'user', VOLT_MX_PASSWORD: SECRET }),
  EMERITUS: (url) => ({
    EMERITUS_URL: url,
    EMERITUS_TOKEN: SECRET,
    EMERITUS_APP_ID: 'app',
    EMERITUS_CORP_ID: 'corp',
  }),
} satisfies Readonly<Partial<Record<Backend, (url: string) => Record<string, string>>>>;

type Name = keyof typeof ENVIRONMENTS;

/** Probes a backend whose every answer is `reply`. What it finds quotes no secret, whatever comes. */
async function probe(
  name: Name,
  { reply, url = vendor.url, known = null }: Setting,
): Promise<readonly Finding[]> {
  if (reply) vendor.reply = reply;
  const backend = backends.find((one) => one.name === name)?.configure(ENVIRONMENTS[name](url));
  if (!backend) throw new Error('There is no such backend.');
  const findings = await probeBackend(backend, { timeoutMs: 500, proxies: NO_PROXIES, known });
  expect(JSON.stringify(findings)).not.toContain(SECRET);
  return findings;
}

interface Setting {
  readonly reply?: Reply;
  readonly url?: string;
  readonly known?: AccountKey | null;
}

/** How each vendor says that it knows no such user. */
const NOBODY: Readonly<Partial<Record<Backend, Reply>>> = {
  HAPTIK_TRACT: json({ error_message: 'user not found' }, 404),
  CHAKRA: json({ _data: null, _errors: [] }, 404),
  EMERITUS: json({ code: 0, msg: 'success', data: null }),
};
const READABLE = ['HAPTIK_TRACT', 'CHAKRA', 'EMERITUS'] as const;

const status = (findings: readonly Finding[], subject: Finding['subject']) =>
  findings.filter((one) => one.subject === subject).map((one) => one.status);

describe('a probe of a backend that can be read', () => {
  it.each(READABLE)('finds nothing wrong with %s when it knows nobody', async (name) => {
    const findings = await probe(name, { reply: NOBODY[name] as Reply });
    expect(findings.filter((one) => one.status === 'problem')).toEqual([]);
    expect(status(findings, 'credentials')).toEqual(['ok']);
    expect(status(findings, 'clock')).toEqual(['ok']);
    expect(status(findings, 'shape')).toEqual(['untried']);
    expect(vendor.received.length).toBe(1);
    expect(vendor.received[0]?.target).not.toContain('hook');
  });

  it.each(READABLE.flatMap((name) => [401, 403].map((code) => [name, code] as const)))(
    'names the credentials of %s to change after a %i',
    async (name, code) => {
      const [found] = await probe(name, { reply: json({ message: `no ${SECRET}` }, code) });
      expect(found).toMatchObject({ subject: 'credentials', status: 'problem' });
      expect(found?.advice).toContain(`${name}_TOKEN`);
    },
  );

  const PAGE = raw('<html>Not found</html>', 'text/html', 404);
  const WRONG_PLACES: readonly (readonly [string, Reply])[] = [
    ["another server's page with status 404", PAGE],
    ["a gateway's 404 in JSON", json({ status: 404, path: '/v9' }, 404)],
    ['a page with status 200', raw('<html>Hello</html>', 'text/html')],
    ['another API', json({ hello: 'world' })],
    ['a redirection', empty(302, { location: 'https://login.example.com/' })],
  ];
  it.each(
    READABLE.flatMap((name) => WRONG_PLACES.map(([what, reply]) => [name, what, reply] as const)),
  )('says that the path of %s may be wrong where there is %s', async (name, _what, reply) => {
    const [found] = await probe(name, { reply });
    expect(found).toMatchObject({ subject: 'address', status: 'problem' });
    expect(found?.advice).toContain(`${name}_URL`);
  });

  it.each([-3600, 120])('tells a clock that is %i s off', async (seconds) => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString();
    const findings = await probe('CHAKRA', { reply: json({ _data: null }, 200, { date }) });
    const clock = findings.find((one) => one.subject === 'clock');
    expect(clock?.status).toBe('problem');
    expect(clock?.message).toContain(seconds < 0 ? 'behind' : 'ahead of');
    expect(clock?.advice).toContain('NTP');
  });

  it('tells a code of the envelope that the configuration does not know', async () => {
    const [found] = await probe('EMERITUS', {
      reply: json({ code: 1004, msg: 'nope', data: null }),
    });
    expect(found).toMatchObject({ subject: 'address', status: 'problem' });
    expect(found?.advice).toMatch(/1004.*EMERITUS_NOT_FOUND_CODES.*EMERITUS_UNAUTHORIZED_CODES/);
  });

  it('tells a backend that is limiting calls from one that is wrong', async () => {
    expect(status(await probe('CHAKRA', { reply: empty(429) }), 'address')).toEqual(['warning']);
    expect(status(await probe('CHAKRA', { reply: empty(503) }), 'address')).toEqual(['problem']);
  });

  it('says why no answer came', async () => {
    const [late] = await probe('CHAKRA', { reply: silence });
    expect(late?.message).toContain('did not answer within 500 ms');
    const [broken] = await probe('CHAKRA', { reply: reset });
    expect(broken).toMatchObject({ status: 'problem', subject: 'address' });
    const tls = await probe('CHAKRA', { url: vendor.url.replace('http:', 'https:') });
    expect(tls[0]?.message).toContain('does not speak TLS');
    expect(tls[0]?.advice).toContain('CHAKRA_URL is https or http');
    const { url } = vendor;
    await vendor.stop();
    const [refused] = await probe('CHAKRA', { url });
    expect(refused?.message).toContain('nothing listens at its host and port');
    expect(refused?.advice).toContain('CHAKRA_URL');
    vendor = await StandIn.start();
  });

  it('says of a certificate why it is not accepted, and where to name its authority', async () => {
    const url = await selfSigned('IP:127.0.0.1');
    const [unknown] = await probe('CHAKRA', { url });
    expect(unknown?.message).toContain('an authority that this machine does not know');
    expect(unknown?.advice).toContain('NODE_EXTRA_CA_CERTS');
  });
});

describe('a probe of a backend with somebody who is there', () => {
  const ref = '9763caa1-cef3-497f-b3b2-f551456b2831';
  const known: AccountKey = { backend: 'CHAKRA', scope: '', ref };
  const answering =
    (record: Readonly<Record<string, unknown>> | null): Reply =>
    (response, request) => {
      const isKnown = record !== null && request.target.endsWith(ref);
      json({ _data: isKnown ? { id: ref, ...record } : null }, isKnown ? 200 : 404)(
        response,
        request,
      );
    };
  const shapes = async (record: Readonly<Record<string, unknown>> | null) =>
    (await probe('CHAKRA', { known, reply: answering(record) })).filter(
      (one) => one.subject === 'shape',
    );

  it('is content with a record as the document has it', async () => {
    expect(
      await shapes({ displayName: 'Canary Name', createdAt: 1_700_000_000_000 }),
    ).toMatchObject([{ status: 'ok' }]);
  });

  it('tells what differs and which setting may be wrong, and nothing of the person', async () => {
    const found = await shapes({ gender: 7, createdAt: 1_700_000_000, canary: 'Canary Name' });
    const text = JSON.stringify(found);
    expect(text).toContain('CHAKRA_EPOCH_UNIT');
    expect(text).toContain('unknown field');
    expect(text).not.toContain('Canary Name');
    expect(text).not.toContain(ref);
    expect(found.every((one) => one.status === 'warning')).toBe(true);
  });

  it('wonders about one who is not there', async () => {
    const [found] = await shapes(null);
    expect(found).toMatchObject({ status: 'warning' });
    expect(found?.advice).toContain('of another environment');
  });
});

describe('a probe of a backend without a read', () => {
  const WRITERS = ['HAPTIK', 'VOLT_MX'] as const;

  it.each(WRITERS.flatMap((name) => [200, 400, 405].map((code) => [name, code] as const)))(
    'asks %s by a GET that makes nobody, and takes a %i for a sign of life',
    async (name, code) => {
      const findings = await probe(name, { reply: json({ message: 'no' }, code) });
      expect(status(findings, 'address')).toEqual(['ok']);
      expect(status(findings, 'credentials')).toEqual(['untried']);
      expect(vendor.received.map(({ method, body }) => [method, body])).toEqual([
        ['GET', undefined],
      ]);
    },
  );

  it.each(WRITERS)('takes the refusal of the credentials of %s for what it is', async (name) => {
    const reply = json({ error_message: 'invalid authorization details' }, 401);
    const [found] = await probe(name, { reply });
    expect(found).toMatchObject({ subject: 'credentials', status: 'problem' });
    expect(found?.advice).toMatch(name === 'HAPTIK' ? /HAPTIK_TOKEN/ : /VOLT_MX_PASSWORD/);
  });

  it.each(WRITERS)('doubts the path of %s where nothing is found', async (name) => {
    const [gateway] = await probe(name, { reply: raw('<html>', 'text/html', 404) });
    expect(gateway).toMatchObject({ subject: 'address', status: 'problem' });
    const [own] = await probe(name, { reply: json({ message: 'no such resource' }, 404) });
    expect(own).toMatchObject({ subject: 'address', status: 'warning' });
    expect(own?.advice).toContain(`${name}_URL`);
  });
});

/** A server with a certificate that nobody vouches for. */
async function selfSigned(name: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-probe-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext';
  const words = [...request.split(' '), `subjectAltName=${name}`, '-keyout', key, '-out', cert];
  execFileSync('openssl', words, { stdio: 'ignore' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
