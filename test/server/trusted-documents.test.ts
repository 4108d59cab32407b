import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { TrustedDocuments } from '#access';
import { readConfig } from '#config';
import { ConfigError } from '#errors';
import { startFacet } from '../../src/app.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { post } from './stand-in.ts';

const NAMES = 'query Names { backends { backend name } }';
const STATES =
  'query States($unused: Boolean = true) { backends @include(if: $unused) { status } }';
const OTHER = '{ backends { backend } }';
const NAMED = {
  data: { backends: expect.arrayContaining([{ backend: 'HAPTIK', name: 'Haptik' }]) },
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const ID = hashOf(NAMES);

const MANIFESTS = {
  "Apollo's generator": {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [
      { id: ID, name: 'Names', type: 'query', body: NAMES },
      { id: 'states', name: 'States', type: 'query', body: STATES },
    ],
  },
  codegen: { [`sha256:${ID}`]: NAMES, states: STATES },
  'relay-compiler': { [ID]: NAMES, states: STATES },
};

function writeManifest(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-manifest-'));
  const file = join(folder, 'manifest.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return file;
}

async function startTrusting(manifest: unknown, mode: 'only' | 'also'): Promise<TestFacet> {
  const facet = await startTestFacet({
    environment: { TRUSTED_DOCUMENTS: writeManifest(manifest), TRUSTED_DOCUMENTS_MODE: mode },
  });
  onTestFinished(() => facet.close());
  return facet;
}

const persisted = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });

const WAYS: Readonly<Record<string, object>> = {
  documentId: { documentId: ID },
  'documentId with a prefix': { documentId: `sha256:${ID}` },
  'the extension of persisted queries': { extensions: persisted(ID) },
  'the extension beside another one': { extensions: { ...persisted(ID), client: { name: 'web' } } },
  'its text': { query: NAMES },
  'its text and documentId': { query: NAMES, documentId: ID },
  'its text and its hash': { query: NAMES, extensions: persisted(ID) },
  'an id beside members that are null': { documentId: ID, query: null, operationName: null },
};

/** Both entrances: a plain POST, and one whose head says the same in more words. */
const HEADS = [
  { 'content-type': 'application/json' },
  { 'content-type': 'application/json; charset=utf-8' },
];

async function askAlike({ url }: TestFacet, body: unknown, accept = 'application/json') {
  const [plain, general] = await Promise.all(
    HEADS.map(async (head) => {
      const response = await post(url, body, { ...head, accept });
      return { status: response.status, body: await response.json() };
    }),
  );
  expect(plain).toEqual(general);
  return plain ?? expect.fail();
}

const search = (parameters: Readonly<Record<string, unknown>>): string =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === null ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  ).toString();

const get = async ({ url }: TestFacet, query: string) => {
  const response = await fetch(`${url}/graphql?${query}`, {
    headers: { accept: 'application/graphql-response+json' },
  });
  return { status: response.status, body: await response.json() };
};

describe.each(['only', 'also'] as const)('in the mode %s', (mode) => {
  test.each(Object.entries(MANIFESTS))(
    'a document of the manifest of %s is asked for in every way, by POST and by GET',
    async (_whose, manifest) => {
      const facet = await startTrusting(manifest, mode);
      for (const [way, asked] of Object.entries(WAYS)) {
        expect((await askAlike(facet, asked)).body, way).toEqual(NAMED);
        expect((await get(facet, search({ ...asked }))).body, way).toEqual(NAMED);
      }
      const { body } = await askAlike(facet, {
        documentId: 'states',
        variables: { unused: false },
      });
      expect(body).toEqual({ data: {} });
      expect(facet.reported).toEqual([]);
    },
  );

  test('an id that is no text, and one of another document, is told as a mistake', async () => {
    const facet = await startTrusting(MANIFESTS.codegen, mode);
    for (const asked of [
      { documentId: 7 },
      { documentId: [ID] },
      { documentId: { id: ID } },
      { documentId: ID, query: STATES },
    ]) {
      const { status, body } = await askAlike(facet, asked);
      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'INVALID_INPUT' } }] });
    }
    const twice = await get(facet, `documentId=${ID}&documentId=${ID}`);
    expect(twice).toMatchObject({ status: 400 });
    expect(facet.reported).toEqual([]);
  });
});

describe('where only trusted documents are executed', () => {
  let facet: TestFacet;
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'facet-manifest-'));
    const file = join(folder, 'manifest.json');
    writeFileSync(file, JSON.stringify(MANIFESTS.codegen));
    const environment = { TRUSTED_DOCUMENTS: file, TRUSTED_DOCUMENTS_MODE: 'only' };
    facet = await startTestFacet({ environment });
    rmSync(folder, { recursive: true });
  });
  afterAll(async () => {
    expect(facet.reported).toEqual([]);
    await facet.close();
  });

  const UNTRUSTED = {
    status: 400,
    body: {
      errors: [
        {
          message: expect.stringContaining('TRUSTED_DOCUMENTS'),
          extensions: { code: 'UNTRUSTED_DOCUMENT' },
        },
      ],
    },
  };
  const REFUSED: Readonly<Record<string, object>> = {
    'another text': { query: OTHER },
    'a text that differs in a space': { query: `${NAMES} ` },
    'a text that does not parse, which nobody tries': { query: '{{{{' },
    'a name of the schema': { query: '{ __typename }' },
    introspection: { query: '{ __schema { types { name } } }' },
    'another text under a hash of its own': { query: OTHER, extensions: persisted(hashOf(OTHER)) },
    'another text under the hash of a trusted one': { query: OTHER, extensions: persisted(ID) },
    'another text beside an id that is not known': { query: OTHER, documentId: 'unknown' },
    'an id that is not known': { documentId: 'unknown' },
    'a hash that is not known': { extensions: persisted(hashOf(OTHER)) },
    'a hash of another version': { extensions: { persistedQuery: { version: 2, sha256Hash: ID } } },
    'the name of a method of objects': { documentId: 'constructor' },
    'no document at all': { variables: {} },
    'a document that is no text': { query: { kind: 'Document' } },
  };

  test.each(Object.entries(REFUSED))('%s is refused before it is parsed', async (_what, asked) => {
    expect(await askAlike(facet, asked)).toEqual(UNTRUSTED);
    expect(await get(facet, search({ ...asked }))).toEqual(UNTRUSTED);
    expect(await askAlike(facet, asked, 'application/graphql-response+json')).toEqual(UNTRUSTED);
  });

  test('nothing is registered by its hash', async () => {
    await askAlike(facet, { query: OTHER, extensions: persisted(hashOf(OTHER)) });
    expect(await askAlike(facet, { extensions: persisted(hashOf(OTHER)) })).toEqual(UNTRUSTED);
  });

  test.each([[[{ query: OTHER }]], ['{ backends { backend } }'], [null], [7], [[]]])(
    'a body that is no request (%j) is none',
    async (body) => {
      const { status, body: told } = await askAlike(facet, JSON.stringify(body));
      expect(status).toBe(400);
      expect(told).not.toHaveProperty('data');
    },
  );
});

test('where others are executed too, they are, and an id that is not known says what to send', async () => {
  const facet = await startTrusting(MANIFESTS.codegen, 'also');
  expect((await askAlike(facet, { query: OTHER })).body).toHaveProperty('data.backends');
  expect((await askAlike(facet, { query: OTHER, documentId: 'unknown' })).body).toHaveProperty(
    'data',
  );
  expect(await askAlike(facet, { documentId: 'unknown' })).toMatchObject({
    status: 400,
    body: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
  });
  // Apollo's clients register the text then.
  expect((await askAlike(facet, { extensions: persisted(hashOf(OTHER)) })).body).toEqual({
    errors: [
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ],
  });
});

test.each([
  ['no JSON', '{', 'it is no JSON'],
  ['a list', [], 'it is neither'],
  ['a text', '"text"', 'it is neither'],
  ['no document', {}, 'it holds no document'],
  ["no operation of Apollo's", { ...MANIFESTS["Apollo's generator"], operations: [] }, 'holds no'],
  ['another format', { format: 'another', version: 1, operations: [] }, 'it is neither'],
  ['another version', { ...MANIFESTS["Apollo's generator"], version: 2 }, 'it is neither'],
  ['a number for a document', { [ID]: 7 }, 'entry number 1'],
  [
    'an operation without a body',
    { ...MANIFESTS["Apollo's generator"], operations: [{ id: ID }] },
    'operation number 1',
  ],
  [
    'two documents under one id',
    {
      ...MANIFESTS["Apollo's generator"],
      operations: [
        { id: 'a', body: NAMES },
        { id: 'a', body: OTHER },
      ],
    },
    'two documents have the id a',
  ],
])('a manifest with %s cannot be used, which one line says', (_what, manifest, line) => {
  const file = writeManifest(manifest);
  const read = () => TrustedDocuments.read({ file, mode: 'also' });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`^TRUSTED_DOCUMENTS cannot be used: .*${line}.*\\.$`));
});

test('a manifest that cannot be read stops the start', async () => {
  const environment = { TRUSTED_DOCUMENTS: '/nowhere/manifest.json', SANDBOX: '0', PORT: '0' };
  await expect(startFacet(environment, () => expect.fail())).rejects.toThrow(
    'TRUSTED_DOCUMENTS cannot be used: the file cannot be read (ENOENT).',
  );
});

test.each([
  [{ TRUSTED_DOCUMENTS_MODE: 'only' }, 'TRUSTED_DOCUMENTS_MODE has no effect without'],
  [{ TRUSTED_DOCUMENTS: 'x', TRUSTED_DOCUMENTS_MODE: 'some' }, 'TRUSTED_DOCUMENTS_MODE must be'],
  [{ INTROSPECTION: 'no' }, 'INTROSPECTION must be 1 or 0.'],
])('the settings %o are refused', (environment, line) => {
  expect(() => readConfig(environment)).toThrow(line);
});
