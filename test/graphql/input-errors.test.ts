import fc from 'fast-check';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../cases.ts';
import { type Answer, type TestFacet, startTestFacet } from '../facet.ts';
import { type Place, placesIn } from './places.ts';

let facet: TestFacet;
let places: readonly Place[];

beforeAll(async () => {
  facet = await startTestFacet();
  const { data } = await facet.query(getIntrospectionQuery());
  places = placesIn(buildClientSchema(data as never));
});
afterAll(() => facet.close());

/** Found in no text of ours. */
const MARK = 'Qz7Wk3Vx';

/** Texts that try to look like the end of a message which quotes them. */
const SPOOFS = [
  '"; Expected type "Int". ',
  '" at "input.email"; Expected a b',
  '", found "x". Expected value of type "',
  '\' \\" \n\r\t } ] ) ',
  '"; Field "x" is not defined by type "y". Did you mean "',
  '" does not exist in "Backend" enum.',
  'Syntax Error: String "',
];

/** Any but half surrogate pairs. fast-check's own unit makes a table of all of them, and that takes a second. */
const character = fc
  .nat({ max: 0x10ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map(String.fromCodePoint, (text) => {
    if (typeof text === 'string' && [...text].length === 1) return text.codePointAt(0) ?? 0;
    throw new TypeError('No character.');
  });

const piece = fc.oneof(fc.constantFrom(...SPOOFS), fc.string({ unit: character, maxLength: 12 }));

const secrets = fc.tuple(piece, piece).map(([before, after]) => before + MARK + after);

/** Nothing that shows a person. */

function byVariable(
  { operation, field, argument, type, holding, selection }: Place,
  value: unknown,
) {
  const document = `${operation} ($value: ${type}) { ${field}(${argument}: $value) ${selection} }`;
  return facet.query(document, { value: holding(value) });
}

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

function expectRefusal({ data, errors }: Answer): void {
  expect(data ?? null).toBeNull();
  expect(errors?.length).toBeGreaterThan(0);
  for (const { extensions, locations, message } of errors ?? []) {
    expect(extensions['code']).toBe('INVALID_INPUT');
    expect(locations).toContainEqual({ line: expect.any(Number), column: expect.any(Number) });
    expect(message).toMatch(/\S/);
  }
}

describe('a value of the wrong kind', () => {
  it('is refused with its place and never repeated, whatever it is and wherever it stands', async () => {
    const aPlace = fc.nat().map((index) => places[index % places.length] as Place);
    await fc.assert(
      fc.asyncProperty(aPlace, secrets, fc.boolean(), async (place, secret, inVariable) => {
        const answer = await (inVariable ? byVariable : byLiteral)(place, secret);
        expect(answer.text, place.name).not.toContain(MARK);
        if (!['ID', 'String'].includes(place.takes.name)) expectRefusal(answer);
        expect(facet.reported).toEqual([]);
      }),
      { numRuns: cases(400) },
    );
  });

  it('is refused at every place there is', async () => {
    expect(places.length).toBeGreaterThan(100);
    for (const place of places) {
      const wrong = ['JSON', 'JSONObject'].includes(place.takes.name) ? [MARK] : { wrong: [MARK] };
      const answer = await byVariable(place, wrong);
      expect(answer.errors, place.name).toBeDefined();
      expectRefusal(answer);
      const message = answer.errors?.[0]?.message ?? '';
      expect(message).toContain('Variable "$value"');
      expect(answer.text).not.toContain(MARK);
    }
  });
});

describe('a value that only its backend’s rules refuse', () => {
  const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) {
    user { id } errors { code path message } outcomes { status } } }`;

  it('is an error as data with its path, not its content', async () => {
    facet.sandbox.resetLogs();
    const { data, errors, text } = await facet.query(CREATE, {
      input: { displayName: 'Asha', haptik: { authId: 'asha1' }, customData: { city: [MARK] } },
    });
    expect(errors).toBeUndefined();
    expect(Object(data).createUser).toMatchObject({
      user: null,
      errors: [{ code: 'INVALID_INPUT', path: ['input', 'customData', 'city'] }],
    });
    expect(text).not.toContain(MARK);
    expect(facet.sandbox.calls()).toEqual({});
  });
});

describe('a document that means nothing', () => {
  it.each([
    ['an unknown field', '{ nobody }'],
    ['an unknown field of a person', '{ user(by: { id: "a" }) { shoeSize } }'],
    ['an unknown argument', '{ user(of: { id: "a" }) { id } }'],
    ['an unknown input field', '{ user(by: { shoeSize: 1 }) { id } }'],
    ['an unknown variable', '{ user(by: $by) { id } }'],
    ['an unknown fragment', '{ ...Nothing }'],
    ['an unknown type', 'query ($by: Nothing) { __typename }'],
    ['an unknown directive', '{ __typename @nothing }'],
    ['two ways to look up at once', '{ user(by: { id: "a", authId: "b" }) { id } }'],
    ['a missing argument', '{ user { id } }'],
    ['a field of another type', '{ node(id: "a") { displayName } }'],
    ['no end', '{ user(by: { id: "a" }) { id }'],
    ['a string in the wrong place', '{ user(by: { id: "a" }) { "secret of the caller" } }'],
    ['a string without end', '{ user(by: { id: "secret of the caller) { id } }'],
    ['nothing at all', ' # secret of the caller'],
  ])('(%s) is refused with its place', async (_name, document) => {
    const answer = await facet.query(document);
    expectRefusal({ ...answer, errors: answer.errors?.slice(0, 1) ?? [] });
    expect(answer.text).not.toContain('secret of the caller');
    expect(facet.reported).toEqual([]);
  });

  it.each([
    ['a missing required variable', 'query ($by: UserBy!) { user(by: $by) { id } }', {}],
    ['null for a required one', 'query ($by: UserBy!) { user(by: $by) { id } }', { by: null }],
    [
      'two identifiers in a variable',
      'query ($by: UserBy!) { user(by: $by) { id } }',
      { by: { id: MARK, authId: MARK } },
    ],
    ['no identifier', 'query ($by: UserBy!) { user(by: $by) { id } }', { by: {} }],
    [
      'an unknown field in a variable',
      'query ($by: UserBy!) { user(by: $by) { id } }',
      { by: { id: 'a', shoeSize: MARK } },
    ],
    [
      'a fraction for a whole number',
      'query ($first: Int) { allUsers(first: $first) { totalCount } }',
      { first: 1.5 },
    ],
    [
      'a number too large',
      'query ($first: Int) { allUsers(first: $first) { totalCount } }',
      { first: 2 ** 40 },
    ],
  ])('(%s) is refused', async (_name, document, variables) => {
    const answer = await facet.query(document, variables);
    expectRefusal(answer);
    expect(answer.text).not.toContain(MARK);
    expect(answer.text).not.toMatch(/1\.5|1099511627776/);
  });
});

describe('a number for an ID', () => {
  const ids = (): readonly Place[] => places.filter(({ takes }) => takes.name === 'ID');

  it('is refused when JSON has rounded it, wherever it stands', async () => {
    expect(ids().length).toBeGreaterThan(20);
    for (const place of ids()) {
      // The last of these digits do not survive as a number.
      const answer = await byVariable(place, Number('9117786204812949329'));
      expectRefusal(answer);
      const messages = answer.errors?.map(({ message }) => message).join(' ');
      expect(messages, place.name).toContain('an ID as a string');
      expect(answer.text).not.toContain('911778');
    }
  });

  it('is taken when it is exact', async () => {
    const user = 'query ($id: ID!) { user(by: { voltMxId: $id }) { id } }';
    const { errors } = await facet.query(user, { id: Number.MAX_SAFE_INTEGER });
    expect(errors).toBeUndefined();
    const digits = '9117786204812949329';
    const { errors: exact } = await facet.query(`{ user(by: { voltMxId: ${digits} }) { id } }`);
    expect(exact).toBeUndefined();
  });
});

describe('an operation that Facet does not have', () => {
  it.each(['subscription { a }', 'subscription { __typename }', 'subscription A { a { b } }'])(
    'is refused in one line: %s',
    async (document) => {
      const answer = await facet.query(document);
      expectRefusal(answer);
      expect(answer.errors?.map(({ message }) => message)).toEqual([
        'Facet has queries and mutations, and no subscription.',
      ]);
      expect(facet.reported).toEqual([]);
    },
  );
});
