import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';

const ISSUER = 'https://login.example.com/';
const AUDIENCE = 'facet';

interface Signer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

async function signer(kid: string, alg = 'ES256'): Promise<Signer> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { kid, ...pair, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' } };
}

interface Issued {
  readonly by: Signer;
  readonly alg?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly expires?: number | null;
}

const now = (): number => Math.floor(Date.now() / 1000);

async function token({ by, alg = 'ES256', claims = {}, expires = 300 }: Issued): Promise<string> {
  const payload = { iss: ISSUER, aud: AUDIENCE, sub: 'desk', scope: 'users:read', ...claims };
  const jwt = new SignJWT(payload).setProtectedHeader({ alg, kid: by.kid });
  if (expires !== null) jwt.setExpirationTime(now() + expires);
  return jwt.sign(by.privateKey);
}

describe('callers with tokens', () => {
  let facet: TestFacet;
  let one: Signer;
  let other: Signer;
  const served: { keys: JWK[]; isDown: boolean; asked: number } = {
    keys: [],
    isDown: false,
    asked: 0,
  };
  const server = createServer((_request, response) => {
    served.asked += 1;
    if (served.isDown) response.writeHead(503).end();
    else
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ keys: served.keys }));
  });

  beforeAll(async () => {
    [one, other] = await Promise.all([signer('one'), signer('other')]);
    served.keys = [one.jwk];
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    facet = await startTestFacet({
      environment: {
        JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
        JWT_ISSUER: ISSUER,
        JWT_AUDIENCE: AUDIENCE,
        JWT_CORPORATIONS_CLAIM: 'corps',
      },
    });
  });
  afterAll(async () => {
    await facet.close();
    server.close();
  });

  const ask = async (sent: string) => {
    const response = await fetch(`${facet.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${sent}` },
      body: JSON.stringify({ query: '{ backends { name } }' }),
    });
    return { status: response.status, text: await response.text() };
  };

  const mayReadMetrics = async (claims: Issued['claims'] = {}): Promise<boolean> => {
    const headers = { authorization: `Bearer ${await token({ by: one, claims })}` };
    return (await fetch(`${facet.url}/metrics`, { headers })).status === 200;
  };

  it('are answered, and have the scopes that the token names', async () => {
    expect((await ask(await token({ by: one }))).status).toBe(200);
    expect(await mayReadMetrics()).toBe(false);
    expect(await mayReadMetrics({ scope: 'openid users:read ops:read' })).toBe(true);
    expect(await mayReadMetrics({ scope: undefined, scp: ['ops:read', 'else'] })).toBe(true);
    expect(await mayReadMetrics({ scope: { 'ops:read': true } })).toBe(false);
  });

  it('have half a minute of leeway', async () => {
    expect((await ask(await token({ by: one, expires: -20 }))).status).toBe(200);
    expect((await ask(await token({ by: one, claims: { nbf: now() + 20 } }))).status).toBe(200);
  });

  const forged: readonly (readonly [string, () => Promise<string>])[] = [
    ['is expired', async () => token({ by: one, expires: -40 })],
    ['never expires', async () => token({ by: one, expires: null })],
    ['is not yet valid', async () => token({ by: one, claims: { nbf: now() + 90 } })],
    ['is for another audience', async () => token({ by: one, claims: { aud: 'shop' } })],
    [
      'is of another issuer',
      async () => token({ by: one, claims: { iss: 'https://evil.example' } }),
    ],
    ['has no subject', async () => token({ by: one, claims: { sub: undefined } })],
    [
      'has a subject of control characters',
      async () => token({ by: one, claims: { sub: 'a\nb' } }),
    ],
    [
      'is signed by another key under a known name',
      async () => token({ by: { ...other, kid: 'one' } }),
    ],
    ['is signed by a key that nobody knows', async () => token({ by: other })],
    ['has no signature', async () => `${part({ alg: 'none', kid: 'one' })}.${part({ sub: 'x' })}.`],
    [
      'has the public key for a secret',
      async () => {
        const secret = new TextEncoder().encode(await exportSPKI(one.publicKey));
        const payload = { iss: ISSUER, aud: AUDIENCE, sub: 'desk', exp: now() + 300 };
        return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
      },
    ],
    ['is no token', async () => 'a.b.c'],
    ['is very long', async () => `${'e'.repeat(9000)}.e30.e30`],
    [
      'was changed',
      async () => (await token({ by: one })).replace(/\.[^.]+\./, `.${part({ sub: 'x' })}.`),
    ],
  ];
  it.each(forged)(
    'one that %s is refused, and the answer does not say why',
    async (_what, forge) => {
      const { status, text } = await ask(await forge());
      expect(status).toBe(401);
      expect(text).toMatch(
        /^\{"errors":\[\{"message":"Credentials are missing or not valid[^"]*","extensions":\{"code":"UNAUTHENTICATED"\}\}\]\}$/,
      );
    },
  );

  it.each(forged)('one that %s is refused as well when it comes again', async (_what, forge) => {
    const sent = await forge();
    for (let time = 0; time < 3; time += 1) expect((await ask(sent)).status).toBe(401);
    expect((await ask(await token({ by: one }))).status).toBe(200);
  });

  it('may have JSON that is written over several lines', async () => {
    const pretty = (json: object): string =>
      Buffer.from(JSON.stringify(json, null, 2)).toString('base64url');
    const payload = { iss: ISSUER, aud: ['shop', AUDIENCE], sub: 'desk', exp: now() + 300 };
    const signed = `${pretty({ alg: 'ES256', kid: 'one' })}.${pretty(payload)}`;
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    const bytes = await crypto.subtle.sign(algorithm, one.privateKey, Buffer.from(signed));
    const signature = Buffer.from(bytes).toString('base64url');
    expect((await ask(`${signed}.${signature}`)).status).toBe(200);
  });

  it('whose keys nobody knows make Facet look for new keys once a minute at most', async () => {
    const before = served.asked;
    const strangers = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => signer(`k${n}`)),
    );
    for (const by of strangers) expect((await ask(await token({ by }))).status).toBe(401);
    expect(served.asked - before).toBeLessThanOrEqual(1);
  });

  it('go on while the server of the keys is down', async () => {
    served.isDown = true;
    expect((await ask(await token({ by: one, claims: { jti: 'down' } }))).status).toBe(200);
    served.isDown = false;
  });
});

describe('keys that rotate', () => {
  it('are found by the first token that needs them', async () => {
    const [old, next] = await Promise.all([signer('old', 'RS256'), signer('next', 'EdDSA')]);
    let keys = [old.jwk];
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })),
    );
    // The first look of the start finds nobody; the one of the first token comes soon after.
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    keys = [next.jwk];
    const facet = await startTestFacet({
      environment: {
        JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
        JWT_ISSUER: ISSUER,
        JWT_AUDIENCE: AUDIENCE,
      },
    });
    const headers = { authorization: `Bearer ${await token({ by: next, alg: 'EdDSA' })}` };
    const { data } = await facet.query('{ backends { name } }', {}, headers);
    expect(data).toMatchObject({ backends: expect.any(Array) });
    await facet.close();
    server.close();
  });
});

const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');
