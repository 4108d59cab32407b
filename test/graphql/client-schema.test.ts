import {
  type IntrospectionQuery,
  buildSchema,
  getIntrospectionQuery,
  introspectionFromSchema,
  parse,
  specifiedDirectives,
  validateSchema,
  visit,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFacet } from '../cli.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;
let served: string;

beforeAll(async () => {
  facet = await startTestFacet();
  const response = await fetch(`${facet.url}/schema.graphql`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  served = await response.text();
});
afterAll(() => facet.close());

type Type = IntrospectionQuery['__schema']['types'][number];

/** A type by name, without the fields that gateways alone call. */
const entryOf = (type: Type): readonly [string, Type] => [
  type.name,
  'fields' in type && type.fields
    ? { ...type, fields: type.fields.filter(({ name }) => !/^_(entities|service)$/.test(name)) }
    : type,
];

/** What introspection tells of types, but for those that belong to federation. */
const typesIn = ({ __schema }: IntrospectionQuery) =>
  Object.fromEntries(
    __schema.types.map(entryOf).filter(([name]) => !/^(_|link__|federation__)/.test(name)),
  );

describe('/schema.graphql', () => {
  it('is the API that the server executes, without what is said to gateways', async () => {
    const schema = buildSchema(served);
    expect(validateSchema(schema)).toEqual([]);
    const options = { oneOf: true, specifiedByUrl: true, inputValueDeprecation: true } as const;
    const { data } = await facet.query(getIntrospectionQuery(options));
    const executed = typesIn(Object(data) as IntrospectionQuery);
    expect(Object.keys(executed)).toEqual(expect.arrayContaining(['User', 'UserBy', 'PageInfo']));
    expect(typesIn(introspectionFromSchema(schema, options))).toEqual(executed);
  });

  it('uses no directive that a tool has to know from federation', () => {
    const known = new Set(specifiedDirectives.map(({ name }) => name));
    const used = new Set<string>();
    visit(parse(served), { Directive: ({ name }) => void used.add(name.value) });
    expect([...used.difference(known)]).toEqual([]);
    expect(used).toContain('oneOf');
    expect(served).not.toMatch(/^(extend|directive) /m);
  });

  it('comes by POST too, as graphql-inspector asks, and not to a page of another origin', async () => {
    const url = `${facet.url}/schema.graphql`;
    const posted = await fetch(url, { method: 'POST' });
    expect(await posted.text()).toBe(served);
    const foreign = await fetch(url, { headers: { origin: 'https://elsewhere.example' } });
    expect(foreign.status).toBe(403);
  });

  it('is what `facet schema` prints', async () => {
    expect(await runFacet(['schema'])).toEqual({ code: 0, stdout: served, stderr: '' });
  });
});
