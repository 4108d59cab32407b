import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Authentication, newKey } from '#access';
import { readConfig } from '#config';
import { ConfigError } from '#errors';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { caller, callersFile, yamlOf } from './credentials.ts';

const QUERY = JSON.stringify({ query: '{ __schema { queryType { name } } }' });
const JSON_BODY = { 'content-type': 'application/json' };

async function start(environment: Readonly<Record<string, string>>): Promise<TestFacet> {
  const facet = await startTestFacet({ environment });
  onTestFinished(facet.close);
  return facet;
}

const post = async (url: string, headers: Readonly<Record<string, string>> = {}, body = QUERY) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { ...JSON_BODY, ...headers }, body });

const allows = async (url: string, key: string): Promise<boolean> =>
  (await post(url, { authorization: `Bearer ${key}` })).status === 200;

describe('with credentials configured', () => {
  const [one, two] = [newKey(), newKey()];
  let facet: TestFacet;
  beforeAll(async () => {
    facet = await startTestFacet({ environment: { API_KEYS: `${one},${two}`, HOST: '0.0.0.0' } });
  });
  afterAll(async () => facet.close());
  const url = (): string => facet.url.replace('0.0.0.0', '127.0.0.1');

  it('whoever has a key is answered', async () => {
    expect(await allows(url(), one)).toBe(true);
    expect(await allows(url(), two)).toBe(true);
  });

  it.each([
    ['no credentials', {}],
    ['a key that nobody has', { authorization: `Bearer ${newKey()}` }],
    ['a part of a key', { authorization: `Bearer ${one.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${btoa(`key:${one}`)}` }],
    ['a key without a scheme', { authorization: one }],
    ['an empty header', { authorization: '' }],
    ['two keys', { authorization: `Bearer ${one} ${two}` }],
    ['a key in another case', { authorization: `Bearer ${one.toUpperCase()}` }],
    ['a token, where nobody issues any', { authorization: 'Bearer e30.e30.e30' }],
  ])('%s is refused before anything is read or told', async (_what, headers) => {
    const posted = await post(url(), headers, 'no JSON at all');
    const general = await post(url(), { ...headers, accept: '*/*, text/html' }, 'no JSON at all');
    const got = await fetch(`${url()}/graphql?query={__typename}`, { headers });
    for (const response of [posted, general, got]) {
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="facet"');
      expect(await response.json()).toEqual({
        errors: [
          {
            message: expect.stringMatching(/^Credentials are missing or not valid/),
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      });
    }
  });

  it.each(['/schema.graphql', '/metrics', '/explorer.json'])(
    '%s wants a key, too',
    async (path) => {
      expect((await fetch(url() + path)).status).toBe(401);
      const headers = { authorization: `Bearer ${one}` };
      expect((await fetch(url() + path, { headers })).status).toBe(200);
    },
  );

  it.each(['/healthz', '/readyz', '/'])('%s stays open', async (path) => {
    expect((await fetch(url() + path)).status).toBe(200);
  });

  it('a preflight is answered without them, as browsers send none with it', async () => {
    const response = await fetch(`${url()}/graphql`, { method: 'OPTIONS' });
    expect(response.status).toBe(405);
  });

  it('a refused request leaves its connection to the next one', async () => {
    const large = JSON.stringify({ query: `{ ${'x '.repeat(300_000)} }` });
    expect((await post(url(), {}, large)).status).toBe(401);
    expect(await allows(url(), one)).toBe(true);
  });

  it('refusals are in the audit once a minute for each reason, without what was sent', async () => {
    await post(url());
    await post(url());
    await expect
      .poll(async () => {
        const { text } = await facet.query(
          '{ audit(last: 50) { nodes { action caller detail } } }',
          {},
          { authorization: `Bearer ${one}` },
        );
        return text.split('there are no credentials').length - 1;
      })
      .toBe(1);
  });
});

describe('CALLERS_FILE', () => {
  it('names callers, under whose names the history and operations are kept', async () => {
    const desk = caller('support-desk', '{ scopes: [users:read, users:write] }');
    const file = callersFile(yamlOf(desk));
    const facet = await start({ CALLERS_FILE: file.path });
    const { data } = await facet.query(
      `mutation { createUser(input: { displayName: "Asha", backends: [HAPTIK] }) {
         user { history { nodes { actor } } }
       } }`,
      {},
      desk.headers,
    );
    expect(JSON.stringify(data)).toContain('"actor":"support-desk"');
  });

  it('wants ops:read for the metrics', async () => {
    const [reader, operator] = [caller('reader'), caller('ops', '{ scopes: [ops:read] }')];
    const facet = await start({ CALLERS_FILE: callersFile(yamlOf(reader, operator)).path });
    const statusFor = async ({ headers }: typeof reader) =>
      (await fetch(`${facet.url}/metrics`, { headers })).status;
    expect(await statusFor(reader)).toBe(403);
    expect(await statusFor(operator)).toBe(200);
  });

  it('is read again when it changes, also by a rename, and a broken one changes nothing', async () => {
    const [first, second, third] = [caller('first'), caller('second'), caller('third')];
    const file = callersFile(yamlOf(first));
    const facet = await start({ CALLERS_FILE: file.path, API_KEYS: newKey() });
    expect(await allows(facet.url, second.key)).toBe(false);
    file.write(yamlOf(second));
    await expect.poll(async () => allows(facet.url, second.key), { timeout: 10_000 }).toBe(true);
    expect(await allows(facet.url, first.key)).toBe(false);
    const next = join(dirname(file.path), 'next.yaml');
    writeFileSync(next, 'callers: [ {');
    renameSync(next, file.path);
    writeFileSync(next, yamlOf(second, third));
    await new Promise((resolve) => {
      setTimeout(resolve, 1500);
    });
    expect(await allows(facet.url, second.key)).toBe(true);
    renameSync(next, file.path);
    await expect.poll(async () => allows(facet.url, third.key), { timeout: 10_000 }).toBe(true);
  });

  it('may be a link that a secret store points elsewhere', async () => {
    const [first, second] = [caller('first'), caller('second')];
    const [file, other] = [callersFile(yamlOf(first)), callersFile(yamlOf(second))];
    const link = join(dirname(file.path), 'link.yaml');
    symlinkSync(file.path, link);
    const facet = await start({ CALLERS_FILE: link });
    expect(await allows(facet.url, first.key)).toBe(true);
    const swapped = join(dirname(file.path), 'swapped.yaml');
    symlinkSync(other.path, swapped);
    renameSync(swapped, link);
    await expect.poll(async () => allows(facet.url, second.key), { timeout: 10_000 }).toBe(true);
    expect(await allows(facet.url, first.key)).toBe(false);
  });

  const HASH = `sha256:${'a'.repeat(64)}`;
  const entry = (fields: string): string => `callers:\n  - { ${fields} }\n`;
  it.each([
    ['no YAML', 'callers: [', /YAML \(line 1\)/],
    ['something else', 'keys: []', /must hold "callers:"/],
    ['nobody', 'callers: []', /names no caller/],
    [
      'an unknown scope',
      entry(`name: desk, keyHash: "${HASH}", scopes: [users:all]`),
      /caller desk .*scopes must be/,
    ],
    [
      'a plain key',
      entry('name: desk, keyHash: plain-key-plain-key-plain-key-plain, scopes: [users:read]'),
      /caller desk .*never the key itself/,
    ],
    [
      'a name that is reserved',
      entry(`name: anonymous, keyHash: "${HASH}", scopes: [users:read]`),
      /caller anonymous .*must not be/,
    ],
    [
      'a name of API_KEYS',
      entry(`name: key-1, keyHash: "${HASH}", scopes: [users:read]`),
      /caller key-1 .*must not be/,
    ],
    ['no name', entry(`keyHash: "${HASH}", scopes: [users:read]`), /caller number 1 .*name/],
    [
      'a misspelt field',
      entry(`name: desk, keyHash: "${HASH}", scope: [users:read], scopes: [users:read]`),
      /caller desk .*: scope/,
    ],
    [
      'no corporation',
      entry(`name: desk, keyHash: "${HASH}", scopes: [users:read], corporations: []`),
      /corporations/,
    ],
    [
      'a limit of nothing',
      entry(
        `name: desk, keyHash: "${HASH}", scopes: [users:read], limits: { requestsPerMinute: 0 }`,
      ),
      /at least 1/,
    ],
    [
      'a name twice',
      `callers:\n  - { name: desk, keyHash: "${HASH}", scopes: [users:read] }\n  - { name: desk, keyHash: "sha256:${'b'.repeat(64)}", scopes: [users:read] }\n`,
      /two callers desk/,
    ],
    [
      'a key twice',
      `callers:\n  - { name: desk, keyHash: "${HASH}", scopes: [users:read] }\n  - { name: shop, keyHash: "${HASH}", scopes: [users:read] }\n`,
      /caller shop has the key of desk/,
    ],
    ['a bomb of aliases', 'callers: [&a [x], *a, *a]', /YAML/],
  ])('that holds %s stops the start in one line', async (_what, text, words) => {
    const problem = problemOf({ CALLERS_FILE: callersFile(text).path });
    expect(problem).toMatch(/^CALLERS_FILE cannot be used: [^\n]+\.$/);
    expect(problem).toMatch(words);
    expect(problem).not.toMatch(/plain-key|aaaa/);
  });
});

describe('the start stops', () => {
  it.each([
    [
      'an open host without credentials',
      { HOST: '0.0.0.0' },
      /^HOST must be .* set CALLERS_FILE, API_KEYS or JWKS_URL/,
    ],
    ['a short key', { API_KEYS: 'short' }, /^API_KEYS must be keys of 32 characters/],
    [
      'one key twice',
      { API_KEYS: `${'k'.repeat(32)},${'k'.repeat(32)}` },
      /^API_KEYS must be keys/,
    ],
    [
      'no issuer',
      { JWKS_URL: 'https://login.example.com/keys', JWT_AUDIENCE: 'facet' },
      /^JWT_ISSUER must be set with JWKS_URL/,
    ],
    [
      'an issuer alone',
      { JWT_ISSUER: 'https://login.example.com' },
      /^JWT_ISSUER has no effect without JWKS_URL/,
    ],
    [
      'keys that anybody could change',
      { JWKS_URL: 'http://login.example.com/keys', JWT_ISSUER: 'i', JWT_AUDIENCE: 'a' },
      /^JWKS_URL must begin with https/,
    ],
    [
      'a file that is not there',
      { CALLERS_FILE: '/nowhere/callers.yaml' },
      /^CALLERS_FILE cannot be used: the file cannot be read \(ENOENT\)\.$/,
    ],
  ])('at %s', (_what, environment, words) => {
    expect(problemOf(environment)).toMatch(words);
  });
});

/** What stops the start. */
function problemOf(environment: Readonly<Record<string, string>>): string {
  try {
    const { credentials } = readConfig(environment);
    new Authentication(credentials, { onChange: () => {}, onRefused: () => {} }).close();
    return 'nothing';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}
