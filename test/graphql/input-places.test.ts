import { buildClientSchema, getIntrospectionQuery, isInputObjectType } from 'graphql';
import type { GraphQLInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type TestFacet, startTestFacet } from '../facet.ts';
import { type Place, placesIn } from './places.ts';

let facet: TestFacet;
let places: readonly Place[];
let oneOfs: readonly GraphQLInputObjectType[];

beforeAll(async () => {
  facet = await startTestFacet();
  const { data } = await facet.query(getIntrospectionQuery({ oneOf: true }));
  const schema = buildClientSchema(data as never);
  places = placesIn(schema);
  oneOfs = Object.values(schema.getTypeMap())
    .filter(isInputObjectType)
    .filter(({ isOneOf }) => isOneOf);
});
afterAll(() => facet.close());

function byVariable(
  { operation, field, argument, type, holding, selection }: Place,
  value: unknown,
) {
  const document = `${operation} ($v: ${type}) { ${field}(${argument}: $v) ${selection} }`;
  return facet.query(document, { v: holding(value) });
}

/** The same written into the document; `null` where a part of it is no name. */
function byLiteral({ operation, field, argument, holding, selection }: Place, value: unknown) {
  const written = literal(holding(value));
  return facet.query(`${operation} { ${field}(${argument}: ${written}) ${selection} }`);
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, inner]) => `${name}: ${literal(inner)}`);
  return `{ ${fields.join(', ')} }`;
}

/** Where in the input the first error of an answer says that it stands. */
function placeOf({ data, errors }: Answer): unknown {
  expect(data ?? null).toBeNull();
  for (const { extensions, message } of errors ?? []) {
    expect(extensions['code']).toBe('INVALID_INPUT');
    expect(message).not.toContain('\n');
  }
  expect(facet.reported).toEqual([]);
  return errors?.[0]?.extensions['inputPath'];
}

const isJson = ({ takes }: Place): boolean => takes.name.startsWith('JSON');

describe('extensions.inputPath', () => {
  it('leads to a wrong value, in a variable as in the document, wherever it stands', async () => {
    expect(places.length).toBeGreaterThan(100);
    for (const place of places.filter((one) => !isJson(one))) {
      const wrong = isInputObjectType(place.takes) ? 'no object' : { no: 'scalar' };
      expect(placeOf(await byVariable(place, wrong)), place.name).toEqual(place.path);
      expect(placeOf(await byLiteral(place, wrong)), place.name).toEqual(place.path);
    }
  });

  it('leads to a field that no input has, wherever it is added', async () => {
    for (const place of places.filter(({ takes }) => isInputObjectType(takes))) {
      const path = [...place.path, 'shoeSize'];
      for (const ask of [byVariable, byLiteral]) {
        const { errors = [] } = await ask(place, { shoeSize: 1 });
        const paths = errors.map(({ extensions }) => extensions['inputPath']);
        expect(paths, place.name).toContainEqual(path);
      }
    }
  });

  it.each([
    ['an argument left out', '{ user { id } }', {}, ['by']],
    ['an argument that the field has not', '{ user(of: 1) { id } }', {}, ['of']],
    ['a required variable left out', 'query ($w: UserBy!) { user(by: $w) { id } }', {}, ['by']],
    ['null in its place', 'query ($w: UserBy!) { user(by: $w) { id } }', { w: null }, ['by']],
    [
      'a required field left out',
      '{ user(by: { emeritus: { corpId: "c" } }) { id } }',
      {},
      ['by', 'emeritus', 'userId'],
    ],
    [
      'one left out of a variable',
      'query ($w: UserBy!) { user(by: $w) { id } }',
      { w: { emeritus: {} } },
      ['by', 'emeritus', 'userId'],
    ],
    [
      'a variable deep in an argument',
      'mutation ($w: EmailAddress!) { updateEmail(input: { user: { id: "a" } email: $w }) { errors { path } } }',
      { w: 'nowhere' },
      ['input', 'email'],
    ],
    [
      'a variable that a fragment uses',
      'query ($w: [ID!]!) { ...F } fragment F on Query { nodes(ids: $w) { id } }',
      { w: ['a', {}] },
      ['ids', '1'],
    ],
    [
      'a default value',
      'query ($w: [ID!]! = ["a", 1.5]) { nodes(ids: $w) { id } }',
      {},
      ['ids', '1'],
    ],
    [
      'a variable of another type',
      'query ($w: Int!) { user(by: { emeritus: { userId: $w } }) { id } }',
      { w: 1 },
      ['by', 'emeritus', 'userId'],
    ],
    ['no identifier at all', '{ user(by: {}) { id } }', {}, ['by']],
    ['null for the only one', '{ user(by: { id: null }) { id } }', {}, ['by', 'id']],
  ])('leads to %s', async (_what, document, variables, path) => {
    const answer = await facet.query(document, variables);
    expect(placeOf(answer)).toEqual(path);
  });
});

describe('a variable that may be null', () => {
  it('is refused in every field of every one-of input, whatever is in it', async () => {
    expect(oneOfs.length).toBeGreaterThan(1);
    for (const place of places) {
      const oneOf = oneOfs.find(({ name }) => name === place.takes.name);
      for (const { name, type } of Object.values(oneOf?.getFields() ?? {})) {
        const { operation, field, argument, path, selection } = place;
        const written = literal(place.holding({ [name]: 'VARIABLE' })).replace('"VARIABLE"', '$v');
        const document = `${operation} ($v: ${String(type)}) { ${field}(${argument}: ${written}) ${selection} }`;
        for (const variables of [{}, { v: null }, { v: isInputObjectType(type) ? {} : 'a' }]) {
          const answer = await facet.query(document, variables);
          expect(placeOf(answer), place.name).toEqual([...path, name]);
        }
      }
    }
  });

  it('is refused with a default value, in a fragment, and for one of a list', async () => {
    for (const document of [
      'query ($v: ID = "a") { user(by: { id: $v }) { id } }',
      'query ($v: ID) { ...F } fragment F on Query { user(by: { id: $v }) { id } }',
      'query ($v: ID) { users(by: { id: $v }) { id } }',
      'query ($v: EmeritusRef) { user(by: { emeritus: $v }) { id } }',
    ]) {
      const { errors } = await facet.query(document, { v: 'a' });
      expect(errors, document).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', inputPath: ['by', expect.any(String)] } },
      ]);
    }
  });

  it('is taken where a one-of input is not, and one that is non-null in one', async () => {
    const { data, errors } = await facet.query(
      'query ($v: ID!, $corp: ID) { user(by: { id: $v }) { id } other: user(by: { emeritus: { corpId: $corp, userId: $v } }) { id } }',
      { v: 'nobody' },
    );
    expect({ data, errors }).toEqual({ data: { user: null, other: null } });
  });

  it.each([
    ['query ($v: ID = "a") { nodes(ids: [$v]) { id } }', ['ids']],
    ['query ($v: Boolean = true) { __typename @include(if: $v) }', ['if']],
    ['query ($v: Boolean = true) { backends { name @skip(if: $v) } }', ['if']],
  ])(
    'and has a default is the caller’s mistake when it is null all the same: %s',
    async (document, path) => {
      const { errors } = await facet.query(document, { v: null });
      expect(errors?.[0]?.extensions).toEqual({ code: 'INVALID_INPUT', inputPath: path });
      expect(facet.reported).toEqual([]);
    },
  );
});

describe('many mistakes', () => {
  const CREATE =
    'mutation ($in: CreateUserInput!) { createUser(input: $in) { errors { code path } } }';

  it.each([
    ['60 fields that there are not', Object.fromEntries(sixty((index) => [`k${index}`, 1]))],
    ['60 wrong values', { backends: sixty((index) => `NOWHERE${index}`) }],
    ['thousands of them', { backends: Array.from({ length: 9000 }, () => 'NOWHERE') }],
  ])('(%s) are the caller’s, each with its place', async (_what, input) => {
    const { data, errors = [] } = await facet.query(CREATE, { in: input });
    expect(data ?? null).toBeNull();
    expect(errors).toHaveLength(51);
    for (const { extensions } of errors) {
      expect(extensions['code']).toBe('INVALID_INPUT');
      expect(extensions['inputPath']).toContain('input');
    }
    expect(facet.reported).toEqual([]);
  });

  it('in several variables are told up to the same number', async () => {
    const { errors } = await facet.query(
      'query ($a: [ID!]!, $b: [ID!]!) { a: nodes(ids: $a) { id } b: nodes(ids: $b) { id } }',
      { a: sixty(() => ({})), b: sixty(() => ({})) },
    );
    expect(errors).toHaveLength(51);
  });

  it('do not repeat a field’s name of any length', async () => {
    const { text } = await facet.query(CREATE, { in: { ['n'.repeat(100_000)]: 1 } });
    expect(text.length).toBeLessThan(1000);
  });
});

function sixty<T>(make: (index: number) => T): T[] {
  return Array.from({ length: 60 }, (_, index) => make(index));
}
