import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { MAX_NODES: '10' } });
});
afterAll(() => facet.close());

const aliased = (count: number, field: string): string =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

const ALL =
  '__schema { types { name description fields { name description args { name description } } } }';
const CHAIN = 'type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }';

describe('an operation that asks for much of the schema', () => {
  it.each([
    ['under many names', `{ ${aliased(25, ALL)} }`],
    ['in a fragment', `{ ...F } fragment F on Query { ${aliased(25, ALL)} }`],
    [
      'of one type under many names',
      `{ ${aliased(45, '__type(name: "Node") { possibleTypes { fields { name description } } }')} }`,
    ],
    [
      'by chains of types',
      `{ ${aliased(25, `__schema { types { fields { ${CHAIN} args { ${CHAIN} } } } }`)} }`,
    ],
    [
      'by names of names',
      `{ __schema { types { fields { type { fields { type { fields { name description } } } } } } } }`,
    ],
    ['beside a person', `{ user(by: { id: "nobody" }) { id } ${aliased(25, ALL)} }`],
  ])('(%s) is refused in a few bytes', async (_how, query) => {
    const { data, errors, text } = await facet.query(query);
    expect(data ?? null).toBeNull();
    expect(errors?.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(1000);
    expect(errors?.[0]?.extensions['code']).toMatch(/^(BUDGET_EXCEEDED|INVALID_INPUT)$/);
  });

  it('is refused whatever its variables make of it', async () => {
    const query = `query ($name: String = "Node") { ${aliased(45, '__type(name: $name) { possibleTypes { fields { name description } } }')} }`;
    expect((await facet.query(query)).errors).toMatchObject([
      { extensions: { code: 'BUDGET_EXCEEDED' } },
    ]);
    const { data, errors } = await facet.query(query, { name: 'Gender' });
    expect(errors).toBeUndefined();
    expect(Object(data).a44).toEqual({ possibleTypes: null });
    expect((await facet.query(query, { name: null })).errors?.length).toBeGreaterThan(0);
    expect(facet.reported).toEqual([]);
  });
});

describe('what tools ask of the schema', () => {
  it.each([
    ['graphql-js', getIntrospectionQuery()],
    [
      'codegen, GraphiQL and graphql-inspector',
      getIntrospectionQuery({
        schemaDescription: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
    ['a gateway', '{ _service { sdl } }'],
    [
      'a client that looks up one type',
      '{ __type(name: "User") { kind fields { name } } __typename }',
    ],
  ])('is answered, whatever the other budgets are: %s', async (_who, query) => {
    const { data, errors } = await facet.query(query);
    expect(errors).toBeUndefined();
    expect(data).not.toBeNull();
  });
});
