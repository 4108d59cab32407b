import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFacet, type TestFacet } from '../facet.ts';

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const nested = (levels: number, leaf = 'id'): string =>
  levels === 0 ? leaf : `reportees { ${nested(levels - 1, leaf)} }`;

const person = (selection: string): string => `{ user(by: { id: "nobody" }) { ${selection} } }`;

describe('an operation', () => {
  let facet: TestFacet;

  beforeAll(async () => {
    facet = await startTestFacet();
  });

  afterAll(() => facet.close());

  it.each([
    ['what GraphiQL asks of the schema', getIntrospectionQuery({ inputValueDeprecation: true })],
    ['13 edges', person(nested(13))],
    ['50 aliases', `{ ${times(50, (index) => `a${index}: __typename`)} }`],
    ['an alias of 128 characters', `{ ${'a'.repeat(128)}: __typename }`],
    ['50 fields at the root', `{ ${times(50, () => '__typename')} }`],
  ])('may hold %s', async (_what, query) => {
    const { data, errors } = await facet.query(query);
    expect(errors).toBeUndefined();
    expect(data).not.toBeNull();
  });

  it.each([
    ['levels of fields', person(nested(14)), '15 levels of fields'],
    [
      'levels of fields by fragments',
      `${person('...F0')} ${times(15, (index) => `fragment F${index} on User { reportees { ...F${index + 1} } }`)}
       fragment F15 on User { id }`,
      '15 levels of fields',
    ],
    ['aliases', `{ ${times(51, (index) => `a${index}: __typename`)} }`, '50 aliases'],
    [
      'aliases by fragments',
      `{ ${times(6, () => '...F')} } fragment F on Query { ${times(10, (index) => `a${index}: __typename`)} }`,
      '50 aliases',
    ],
    ['characters in an alias', `{ ${'a'.repeat(129)}: __typename }`, '128 characters in an alias'],
    [
      'characters in an alias of a fragment',
      `{ ...F } fragment F on Query { ${'a'.repeat(129)}: __typename }`,
      '128 characters in an alias',
    ],
    ['fields at the root', `{ ${times(51, () => '__typename')} }`, '50 fields at its root'],
    ['fields', person(times(1001, () => 'bio')), '1000 fields'],
    [
      'fields by fragments that double at every step',
      `${person('...F0')} ${times(60, (index) => `fragment F${index} on User { ...F${index + 1} ...F${index + 1} }`)}
       fragment F60 on User { id }`,
      '1000 fields',
    ],
    ['directives', person(times(51, () => 'bio @include(if: true)')), '50 directives'],
    ['tokens', person(times(2001, () => 'bio')), '2000 tokens'],
    [
      'levels of introspection',
      `{ __schema { types { ${times(20, () => 'ofType {')} name ${times(20, () => '}')} } } }`,
      '20 levels of introspection',
    ],
    [
      'introspection in circles',
      `{ __schema { types { ${times(4, () => 'fields { type {')} name ${times(4, () => '} }')} } } }`,
      'Maximum introspection depth',
    ],
    ['fragments in circles', `{ ...F } fragment F on Query { ...F }`, 'Cannot spread fragment'],
  ])('may not hold too many %s', async (_what, query, limit) => {
    const { data, errors = [] } = await facet.query(query);
    expect(data ?? null).toBeNull();
    expect(errors.map(({ message }) => message).join()).toContain(limit);
    expect(new Set(errors.map(({ extensions }) => extensions['code']))).toEqual(
      new Set(['INVALID_INPUT']),
    );
  });

  it('is told a few of many mistakes', async () => {
    const { errors } = await facet.query(`{ __typename ${times(10, () => '@aa')} }`);
    expect(errors).toHaveLength(6);
  });

  it('comes alone', async () => {
    const response = await fetch(`${facet.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Array.from({ length: 10 }, () => ({ query: '{ __typename }' }))),
    });
    expect(response.status).toBe(400);
  });
});
