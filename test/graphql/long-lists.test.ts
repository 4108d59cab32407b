import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { enter, everything } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  // Which takes fewer characters than SQLite does.
  facet = await startTestFacet({ environment: { DATABASE_URL: await newPostgresUrl() } });
});
afterEach(() => facet.sandbox.reset());
afterAll(async () => facet.close());

const many = <T>(count: number, entry: T): readonly T[] =>
  Array.from({ length: count }, () => entry);

it.each([
  ['details(names: $list)', ['user', 'asked'], 'names', 'city'],
  [
    'account(at: HAPTIK_TRACT) { ... on HaptikTractAccount { asked: details(names: $list) } }',
    ['user', 'account', 'asked'],
    'names',
    'city',
  ],
  ['provenance(fields: $list) { field }', ['user', 'asked'], 'fields', 'bio'],
])('%s takes 100 entries, and refuses 101 without a call', async (field, path, name, entry) => {
  const { id } = await enter(facet);
  const selection = field.startsWith('account') ? field : `asked: ${field}`;
  const query = `query ($id: ID!, $list: [String!]!) { user(by: { id: $id }) { id pool ${selection} } }`;
  const taken = await facet.query(query, { id, list: many(100, entry) });
  expect(taken.errors).toBeUndefined();
  facet.sandbox.resetLogs();

  const { data, errors } = await facet.query(query, { id, list: many(101, entry) });

  expect(data).toMatchObject({ user: { id, pool: everything.owned?.['pool'] } });
  expect(errors).toMatchObject([
    { path, extensions: { code: 'INVALID_INPUT', inputPath: [name] } },
  ]);
  expect(facet.sandbox.calls()).toEqual({});
});

it.each(['oper_\u0000', 'oper_\ud800', 'oper_', '\u0000', 'nobody'])(
  'the operation %j is unknown, and no fault',
  async (id) => {
    const { data, errors } = await facet.query('query ($id: ID!) { operation(id: $id) { id } }', {
      id,
    });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ operation: null });
    expect(facet.reported).toEqual([]);
  },
);
