import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type TestFacet, startTestFacet } from '../facet.ts';
import { databases } from '../registry/databases.ts';
import { type Place, placesIn } from './places.ts';

let facet: TestFacet;
let places: readonly Place[];

beforeAll(async () => {
  facet = await startTestFacet();
  const { data } = await facet.query(getIntrospectionQuery({ oneOf: true }));
  places = placesIn(buildClientSchema(data as never));
});
afterAll(() => facet.close());

function ask(
  { operation, field, argument, type, holding, selection }: Place,
  value: unknown,
  at = facet,
) {
  const document = `${operation} ($v: ${type}) { ${field}(${argument}: $v) ${selection} }`;
  return at.query(document, { v: holding(value) });
}

function expectRefusal({ data, errors, text }: Answer, path: readonly string[], name: string) {
  expect(data ?? null, name).toBeNull();
  expect(errors?.[0]?.extensions, name).toEqual({ code: 'INVALID_INPUT', inputPath: path });
  expect(text).not.toMatch(/\\ud[89a-f]|\\u0000/i);
}

const UNFIT = ['Zoë \ud83d', '\ude00 Zoë', 'Zo\0ë', 'Zoë\u0007', '\u007f'];

describe.each(databases())('text that nobody can keep, on $name', ({ newRegistryUrl }) => {
  let there: TestFacet;
  beforeAll(async () => {
    there = await startTestFacet({ environment: { DATABASE_URL: await newRegistryUrl() } });
  });
  afterAll(() => there.close());

  it.each(UNFIT)('%j is refused wherever text may stand, and nobody is asked', async (unfit) => {
    const texts = places.filter(({ takes }) => takes.name === 'String');
    expect(texts.length).toBeGreaterThan(20);
    there.sandbox.resetLogs();
    for (const place of texts)
      expectRefusal(await ask(place, unfit, there), place.path, place.name);
    expect(there.sandbox.calls()).toEqual({});
    expect(there.reported).toEqual([]);
  });

  it.each(UNFIT)('%j is nobody’s identifier, at no call and no fault', async (unfit) => {
    const ids = places.filter(({ takes }) => takes.name === 'ID');
    expect(ids.length).toBeGreaterThan(20);
    there.sandbox.resetLogs();
    for (const place of ids) {
      const { errors = [], text } = await ask(place, unfit, there);
      for (const { extensions } of errors) {
        expect(extensions['code'], place.name).toMatch(/^(INVALID_INPUT|FORBIDDEN)$/);
      }
      expect(text, place.name).not.toMatch(/\\ud[89a-f]|\\u00/i);
    }
    expect(there.sandbox.calls()).toEqual({});
    expect(there.reported).toEqual([]);
  });

  it('that can be kept is kept exactly', async () => {
    const texts = ['Zoë 😀', 'क्\u200dष', "o'; drop table users --", '%_\\', 'a\tb', '\u{10FFFF}'];
    for (const text of texts) {
      const input = { displayName: text, backends: ['HAPTIK'], idempotencyKey: text };
      const create = async () =>
        there.query(
          'mutation ($in: CreateUserInput!) { createUser(input: $in) { operation { id } user { displayName } } }',
          { in: input },
        );
      const first = await create();
      expect([text, first.errors]).toEqual([text, undefined]);
      expect(Object(first.data).createUser.user).toEqual({ displayName: text });
      expect((await create()).data).toEqual(first.data);
    }
    expect(there.reported).toEqual([]);
  });
});

describe('text that nobody can keep', () => {
  it('is refused in JSON at any depth, as a value and as a key', async () => {
    const jsons = places.filter(({ takes }) => takes.name.startsWith('JSON'));
    expect(jsons.length).toBeGreaterThan(1);
    for (const place of jsons) {
      for (const unfit of UNFIT) {
        const value = await ask(place, { plan: ['gold', { inner: unfit }] });
        expectRefusal(value, [...place.path, 'plan', '1', 'inner'], place.name);
        const key = await ask(place, { plan: { [unfit]: 1 } });
        expectRefusal(key, [...place.path, 'plan'], place.name);
      }
    }
  });

  it('is refused in a document too', async () => {
    const { errors } = await facet.query('{ allUsers(after: "a\\u0000") { totalCount } }');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', inputPath: ['after'] } }]);
    const half = await facet.query('{ user(by: { id: "a\\ud83d" }) { id } }');
    expect(half.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });

  it('is nothing that an answer repeats', async () => {
    const response = await fetch(`${facet.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }', operationName: '\ud83d'.repeat(5000) }),
    });
    const text = await response.text();
    expect(text).toContain('The document has no operation of that name.');
    expect(text).not.toMatch(/\\ud83d|�/i);
  });

  it('is not what people write: lines, tabs, emoji and any script', async () => {
    const customData = { note: 'Zoë 😀\n\tನಮಸ್ಕಾರ \u200d' };
    const { errors } = await facet.query(
      'mutation ($in: CreateUserInput!) { createUser(input: $in) { errors { code } } }',
      { in: { displayName: 'Zoë 😀\n\tನಮಸ್ಕಾರ', customData, backends: [] } },
    );
    expect(errors).toBeUndefined();
  });
});

describe('a JSON value', () => {
  const CREATE =
    'mutation ($in: CreateUserInput!) { createUser(input: $in) { errors { code path } } }';

  async function refusalOf(json: string) {
    const body = JSON.stringify({ query: CREATE, variables: { in: { customData: 'JSON' } } });
    const response = await fetch(`${facet.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body.replace('"JSON"', () => json),
    });
    const { errors } = (await response.json()) as Answer;
    expect(facet.reported).toEqual([]);
    return errors;
  }

  const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  const wide = (entries: number): string =>
    JSON.stringify(Object.fromEntries(Array.from({ length: entries }, (_, at) => [`k${at}`, at])));

  it.each([
    ['levels', deep(17), '16 levels', Array.from({ length: 16 }, () => 'a')],
    ['levels, however many', deep(20_000), '16 levels', Array.from({ length: 16 }, () => 'a')],
    ['entries', wide(1001), '1000 entries', ['k1000']],
    ['entries in a list', `{"k": [${'1,'.repeat(1000)}1]}`, '1000 entries', ['k', '999']],
    ['digits', `{"k": ${'9'.repeat(70_000)}}`, '65536 bytes', ['k']],
    ['text', JSON.stringify({ k: 'ë'.repeat(33_000) }), '65536 bytes', ['k']],
  ])('has a bound on %s, told with its place', async (_what, json, words, path) => {
    expect(await refusalOf(json)).toMatchObject([
      {
        message: expect.stringContaining(words),
        extensions: { code: 'INVALID_INPUT', inputPath: ['input', 'customData', ...path] },
      },
    ]);
  });

  it('may hold as much as any backend takes', async () => {
    expect(await refusalOf(wide(1000))).toBeUndefined();
  });
});
