import { readFileSync } from 'node:fs';
import {
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  graphqlSync,
  parse,
  type GraphQLScalarType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { scalars } from '../../src/graphql/scalars.ts';

const NAMES = [
  'DateTime',
  'Date',
  'EmailAddress',
  'PhoneNumber',
  'URL',
  'TimeZone',
  'CountryCode',
  'LanguageCode',
  'JSONObject',
  'JSON',
] as const;
type Name = (typeof NAMES)[number];

let inside: unknown;

function echo(type: GraphQLScalarType) {
  return {
    type,
    args: { value: { type: new GraphQLNonNull(type) } },
    resolve: (_source: unknown, args: { value?: unknown }) => {
      inside = args.value;
      return args.value;
    },
  };
}

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      ...Object.fromEntries(NAMES.map((name) => [`f${name}`, echo(scalars[name])])),
      moment: { type: scalars.DateTime, resolve: () => new Date(Date.UTC(2024, 0, 31)) },
      broken: { type: scalars.DateTime, resolve: () => 7 },
    },
  }),
});

/** The value as the resolver sees it, and as the client gets it; or the error that the client gets. */
function byVariable(name: Name, value: unknown) {
  return run(`query ($value: ${name}!) { out: f${name}(value: $value) }`, { value });
}

function byLiteral(name: Name, literal: string, variables: Record<string, unknown> = {}) {
  return run(`{ out: f${name}(value: ${literal}) }`, variables);
}

function run(source: string, variableValues: Record<string, unknown>) {
  inside = undefined;
  const { data, errors } = graphqlSync({ schema, source, variableValues });
  return { inside, out: data?.['out'], errors };
}

const ACCEPTED: readonly (readonly [Name, string, string])[] = [
  ['DateTime', '2024-01-31T15:00:00+05:30', '2024-01-31T09:30:00.000Z'],
  ['DateTime', '2024-01-31t09:30:00z', '2024-01-31T09:30:00.000Z'],
  ['Date', '2024-02-29', '2024-02-29'],
  ['EmailAddress', ' Asha.Rao@Example.com ', 'Asha.Rao@Example.com'],
  ['PhoneNumber', '+91 98765 43210', '+919876543210'],
  ['URL', 'https://Example.com/a b'.replace(' ', '%20'), 'https://Example.com/a%20b'],
  ['TimeZone', 'asia/kolkata', 'Asia/Kolkata'],
  ['CountryCode', 'in', 'IN'],
  ['LanguageCode', 'EN', 'en'],
];

const REFUSED: readonly (readonly [Name, unknown])[] = [
  ['DateTime', '2024-01-31'],
  ['DateTime', '2024-02-30T00:00:00Z'],
  ['DateTime', '2024-01-31T09:30:00'],
  ['DateTime', '9999-12-31T23:59:59-01:00'],
  ['Date', '2023-02-29'],
  ['Date', '2024-01-31T09:30:00Z'],
  ['EmailAddress', 'secret.person'],
  ['EmailAddress', 'secret.person@localhost'],
  ['PhoneNumber', '98765 43210'],
  ['URL', 'javascript:alert(1)'],
  ['URL', 'secret/path'],
  ['TimeZone', '+05:30'],
  ['TimeZone', 'Mars/Olympus'],
  ['CountryCode', 'XK'],
  ['CountryCode', 'India'],
  ['LanguageCode', 'en-IN'],
  ['LanguageCode', 'xx'],
  ['JSONObject', 'secret'],
  ['JSONObject', ['secret']],
];

describe.each(ACCEPTED)('%s takes %s', (name, written, value) => {
  test('as a variable', () => {
    expect(byVariable(name, written)).toEqual({ inside: value, out: value, errors: undefined });
  });

  test('as a literal', () => {
    const result = byLiteral(name, JSON.stringify(written));
    expect(result).toEqual({ inside: value, out: value, errors: undefined });
  });
});

describe.each(REFUSED)('%s refuses %j', (name, written) => {
  test('as a literal, without quoting it', () => {
    const { errors } = byLiteral(name, JSON.stringify(written));
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.message).toMatch(/^Expected an? .*\.$/);
    expect(errors?.[0]?.message).not.toContain('secret');
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
    expect(errors?.[0]?.locations).toHaveLength(1);
  });

  test('as a variable, with a message of our own that quotes nothing', () => {
    const { errors } = byVariable(name, written);
    expect(errors).toHaveLength(1);
    // graphql-js puts the value before what the scalar said, which it keeps as the original error.
    expect(errors?.[0]?.originalError?.message).toMatch(/^Expected an? .*\.$/);
    expect(errors?.[0]?.originalError?.cause).toBeUndefined();
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
  });
});

test.each(NAMES.filter((name) => !name.startsWith('JSON')))(
  '%s is text and nothing else',
  (name) => {
    for (const literal of ['7', 'true', 'TEXT', '["a"]', '{a: 1}']) {
      expect(byLiteral(name, literal).errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
    }
    for (const value of [7, true, ['a'], { a: 1 }]) {
      expect(byVariable(name, value).errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
    }
  },
);

describe('JSON', () => {
  const value = { text: 'a', list: [1, 2.5, null, true], deep: { deeper: [] } };

  test.each(['JSON', 'JSONObject'] as const)('%s passes unchanged as a variable', (name) => {
    expect(byVariable(name, value)).toEqual({ inside: value, out: value, errors: undefined });
  });

  test.each(['JSON', 'JSONObject'] as const)('%s takes a literal, with variables in it', (name) => {
    const source = `query ($x: JSON) { out: f${name}(value: {a: [1, "b", $x], c: null}) }`;
    const { out, errors } = run(source, { x: 7 });
    expect(errors).toBeUndefined();
    expect(out).toEqual({ a: [1, 'b', 7], c: null });
  });

  test.each(['7', '"text"', 'false', '[1]'])('takes the literal %s', (literal) => {
    expect(byLiteral('JSON', literal).out).toEqual(JSON.parse(literal));
  });

  test.each(['SECRET', '{a: SECRET}', '[[SECRET]]'])('refuses the enum value in %s', (literal) => {
    const [error] = byLiteral('JSON', literal).errors ?? [];
    expect(error?.message).toBe('Expected JSON.');
    expect(error?.extensions['code']).toBe('INVALID_INPUT');
  });
});

test('a DateTime may also be a Date on the way out', () => {
  expect(graphqlSync({ schema, source: '{ moment }' }).data?.['moment']).toBe(
    '2024-01-31T00:00:00.000Z',
  );
});

test('what is not text inside is an error of ours, not a wrong answer', () => {
  expect(graphqlSync({ schema, source: '{ broken }' }).errors).toHaveLength(1);
});

test('the SDL declares exactly the scalars that are resolved', () => {
  const sdl = readFileSync(new URL('../../schema/scalars.graphql', import.meta.url), 'utf8');
  const declared = parse(sdl).definitions.map((node) =>
    node.kind === Kind.SCALAR_TYPE_DEFINITION ? node.name.value : node.kind,
  );
  expect(declared.toSorted()).toEqual(Object.keys(scalars).toSorted());
});
