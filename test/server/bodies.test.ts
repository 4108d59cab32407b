import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestFacet } from '../facet.ts';
import { startTestFacet } from '../facet.ts';

let facet: TestFacet;
beforeAll(async () => {
  facet = await startTestFacet({ environment: { HAPTIK_HOOK_SECRET: 'a secret' } });
});
afterAll(async () => facet.close());

const CREATE = JSON.stringify({
  query: 'mutation ($name: String) { createUser(input: { displayName: $name }) { user { id } } }',
  variables: { name: 'Zoë' },
});
const LATIN1 = Buffer.from(CREATE, 'latin1');
const JSON_TYPE = 'application/json';

test.each([
  ['in ISO-8859-1', LATIN1],
  [
    'in windows-1252',
    Buffer.concat([Buffer.from(CREATE.slice(0, -3)), Buffer.from([0x93]), Buffer.from('"}}')]),
  ],
  ['in UTF-16', Buffer.from(`\uFEFF${CREATE}`, 'utf16le')],
  [
    'cut in the middle of a character',
    Buffer.from('{"query":"{ a }","x":"\u00EB"}').subarray(0, -3),
  ],
  [
    'with half a surrogate pair as bytes',
    Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xed, 0xa0, 0xbd]), Buffer.from('"}')]),
  ],
  [
    'with an overlong encoding',
    Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
  ],
])('a body %s is refused, and nothing is written', async (_, body) => {
  for (const type of [JSON_TYPE, `${JSON_TYPE}; charset=utf-8`]) {
    const response = await send(body, { 'content-type': type });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining('UTF-8'), extensions: { code: 'INVALID_INPUT' } },
      ],
    });
  }
  expect(await facet.registry.count(null)).toBe(0);
});

test.each([
  `${JSON_TYPE}; charset=iso-8859-1`,
  `${JSON_TYPE};charset="Windows-1252"`,
  `${JSON_TYPE}; CHARSET=utf-16`,
  `${JSON_TYPE};a=b;charset=us-ascii`,
  'text/plain',
  'text/plain;application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=application/json',
  'application/graphql',
  'application/jsonx',
  'application/problem+json',
  'application/json-patch+json',
  'json',
  '',
])('a body of type %j is not read', async (type) => {
  const response = await send(Buffer.from(CREATE), { 'content-type': type });
  expect(response.status).toBe(415);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'INVALID_INPUT' } }],
  });
  expect(await facet.registry.count(null)).toBe(0);
});

test('a body without a type is not read', async () => {
  const response = await send(new Blob([CREATE]), {});
  expect(response.status).toBe(415);
});

test.each(['gzip', 'br', 'deflate', 'identity, gzip', 'unknown'])(
  'a body that is compressed, as %s has it, is not read',
  async (encoding) => {
    const headers = { 'content-type': JSON_TYPE, 'content-encoding': encoding };
    const response = await send(gzipSync(CREATE), headers);
    expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity']);
    expect(await response.text()).toContain('Content-Encoding');
  },
);

test.each([
  ['after a byte order mark', `\uFEFF{"query":"{ __typename }"}`, JSON_TYPE],
  [
    'after a byte order mark, with a number that is kept exactly,',
    `\uFEFF{"query":"{ __typename }","variables":{"n":12345678901234567890}}`,
    JSON_TYPE,
  ],
  ['of a type with a charset', '{"query":"{ __typename }"}', `${JSON_TYPE};charset=UTF8`],
  [
    'of a type with a quoted charset',
    '{"query":"{ __typename }"}',
    `${JSON_TYPE}; charset="utf-8"`,
  ],
  ['of a type in capitals', '{"query":"{ __typename }"}', 'Application/JSON'],
])('a body %s is read', async (_, body, type) => {
  const headers = { 'content-type': type, 'content-encoding': 'identity' };
  expect(await (await send(body, headers)).json()).toEqual({ data: { __typename: 'Query' } });
});

test.each([
  '',
  '  ',
  'null',
  '1',
  '"text"',
  '[]',
  '[{"query":"{ __typename }"}]',
  '{}',
  '{"query":1}',
  '{"query":"","__proto__":{"a":1}}',
  '{"query":null}',
  '{"query":"{ __typename }","variables":[]}',
])('a body of %j is refused in the shape of errors', async (body) => {
  const response = await send(body, { 'content-type': JSON_TYPE });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [{ message: expect.any(String), extensions: { code: 'INVALID_INPUT' } }],
  });
});

test.each(['/graphql', '/hooks/haptik/create-user'])(
  'whoever sends far too much to %s still reads why it is refused',
  async (path) => {
    const large = 'x'.repeat(20_000_000);
    const bodies = Array.from({ length: 4 }, () => [large, new Blob([large]).stream()]).flat();
    for (const body of bodies) {
      const init = { method: 'POST', headers: { 'content-type': JSON_TYPE }, duplex: 'half', body };
      const response = await fetch(`${facet.url}${path}`, init);
      expect(response.status).toBe(413);
      await response.text();
    }
  },
);

test.each([
  { 'content-type': `${JSON_TYPE};charset=latin1` },
  { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' },
])('a webhook that says %j is not read either', async (headers) => {
  const response = await fetch(`${facet.url}/hooks/haptik/create-user`, {
    method: 'POST',
    headers,
    body: '{}',
  });
  expect(response.status).toBe(415);
});

test.each(['GET', 'PUT', 'DELETE'])('a webhook is not called by %s', async (method) => {
  const response = await fetch(`${facet.url}/hooks/haptik/create-user`, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await response.json()).toHaveProperty('errors');
});

function send(body: string | Uint8Array<ArrayBuffer> | Blob, headers: Record<string, string>) {
  return fetch(`${facet.url}/graphql`, { method: 'POST', headers, body });
}
