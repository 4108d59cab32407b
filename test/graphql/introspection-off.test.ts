import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { caller, callersFile, yamlOf } from '../access/credentials.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { INTROSPECTION: '0' } });
});
afterAll(async () => {
  expect(facet.reported).toEqual([]);
  await facet.close();
});

describe('a server without introspection', () => {
  it.each([
    ['the whole schema', getIntrospectionQuery()],
    ['one name', '{ __schema { queryType { name } } }'],
    ['one type', '{ __type(name: "User") { name } }'],
    ['a type under another name', '{ harmless: __type(name: "User") { name } }'],
    [
      'a type in a fragment',
      '{ ...F } fragment F on Query { ... { __type(name: "User") { name } } }',
    ],
    ['a type beside data', '{ backends { backend } __type(name: "User") { name } }'],
    ['a type in a mutation', 'mutation { __type(name: "User") { name } }'],
    [
      'a type that is skipped',
      '{ backends { backend } __type(name: "User") @skip(if: true) { name } }',
    ],
  ])('does not tell %s', async (_what, query) => {
    const { data, errors, text } = await facet.query(query);
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([
      { extensions: { code: expect.stringMatching(/FORBIDDEN|INVALID_INPUT/) } },
    ]);
    expect(text.length).toBeLessThan(500);
  });

  it('says that it is switched off', async () => {
    const { errors } = await facet.query('{ __schema { queryType { name } } }');
    expect(errors).toMatchObject([
      { message: expect.stringContaining('switched off'), extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('does not tell gateways either who show no credentials', async () => {
    const { data, errors } = await facet.query('{ _service { sdl } }');
    expect(data).toEqual({ _service: { sdl: null } });
    expect(errors).toMatchObject([
      { path: ['_service', 'sdl'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('tells what an object is', async () => {
    const { data } = await facet.query('{ __typename }');
    expect(data).toMatchObject({ __typename: 'Query' });
  });

  it('does not serve it as a file either', async () => {
    const response = await fetch(`${facet.url}/schema.graphql`);
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('User');
  });

  it('has no names of fields for its pages', async () => {
    const facts = await (await fetch(`${facet.url}/explorer.json`)).text();
    expect(facts).not.toContain('displayName');
  });

  const TYPOS: Readonly<Record<string, readonly [query: string, variables?: object]>> = {
    'a field': ['{ user(by: { id: "u" }) { displayNam } }'],
    'an argument': ['{ user(bye: { id: "u" }) { id } }'],
    'a key of an argument': ['{ user(by: { chakraIdd: "u" }) { id } }'],
    'a type': ['query ($by: UserBi!) { user(by: $by) { id } }'],
    'a fragment on a type': ['{ user(by: { id: "u" }) { ... on Usr { id } } }'],
    'a directive': ['{ backends @skipp(if: true) { backend } }'],
    'a value of an enum': [
      'mutation { unlinkAccount(input: { account: { backend: CHAKR } }) { user { id } } }',
    ],
    'a key of a variable': [
      'query ($by: UserBy!) { user(by: $by) { id } }',
      { by: { chakraIdd: 'u' } },
    ],
    'a value of an enum in a variable': [
      'query ($b: Backend!) { user(by: { id: "u" }) { accounts(backends: [$b]) { id } } }',
      { b: 'CHAKR' },
    ],
    'a field of an interface': ['{ user(by: { id: "u" }) { accounts { corpIdd } } }'],
  };
  it.each(Object.entries(TYPOS))('suggests no name for %s', async (_what, [query, variables]) => {
    const { errors = [] } = await facet.query(query, { ...variables });
    expect(errors.length).toBeGreaterThan(0);
    for (const { message, extensions } of errors) {
      expect(message).not.toMatch(/did you mean/i);
      expect(extensions['code']).toBe('INVALID_INPUT');
    }
  });
});

describe('of the callers with keys', () => {
  it('tells the schema to those with ops:read, for builds and gateways', async () => {
    const reader = caller('reader');
    const operator = caller('operator', '{ scopes: [users:read, ops:read] }');
    const CALLERS_FILE = callersFile(yamlOf(reader, operator)).path;
    const keyed = await startTestFacet({ environment: { INTROSPECTION: '0', CALLERS_FILE } });
    onTestFinished(() => keyed.close());
    const read = async ({ headers }: Pick<typeof reader, 'headers'>) => {
      const { status } = await fetch(`${keyed.url}/schema.graphql`, { headers });
      const { data } = await keyed.query('{ _service { sdl } }', {}, headers);
      const { errors } = await keyed.query('{ __schema { queryType { name } } }', {}, headers);
      return { status, sdl: data?.['_service'], introspection: errors?.[0]?.extensions['code'] };
    };
    const introspection = 'FORBIDDEN';
    expect(await read(reader)).toEqual({ status: 403, sdl: { sdl: null }, introspection });
    const sdl = { sdl: expect.stringContaining('type User') };
    expect(await read(operator)).toEqual({ status: 200, sdl, introspection });
  });
});

describe('a server with introspection', () => {
  it('suggests names', async () => {
    const open = await startTestFacet();
    const { errors } = await open.query('{ user(by: { id: "u" }) { displayNam } }');
    expect(errors?.[0]?.message).toContain('Did you mean "displayName"');
    await open.close();
  });
});
