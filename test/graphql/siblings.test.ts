import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, isOneProcess, startTestFacet } from '../facet.ts';
import { databaseFiles } from '../registry/database-files.ts';
import { type Entered, enter } from './person.ts';
import { PACE } from '../pace.ts';

let facet: TestFacet;
let asha: Entered;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { MAX_NODES: '150' } });
  asha = await enter(facet);
});
afterAll(() => facet.close());

const many = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

describe('a root field that cannot be answered', () => {
  it.each([
    ['allUsers(first: 101) { totalCount }', 'INVALID_INPUT'],
    ['allUsers(first: -1) { nodes { id } }', 'INVALID_INPUT'],
    ['allUsers(after: "x") { nodes { id } }', 'INVALID_INPUT'],
    ['users(by: $many) { id }', 'INVALID_INPUT'],
    ['nodes(ids: $ids) { id }', 'INVALID_INPUT'],
    ['nodes(ids: [$none]) { id }', 'INVALID_INPUT'],
    ['user(by: { chakraId: "no" }) { id }', 'INVALID_INPUT'],
  ])('is null and leaves its siblings alone: %s', async (field, code) => {
    const variables = {
      id: asha.id,
      many: many(101, { id: 'a' }),
      ids: many(101, 'a'),
      none: null,
    };
    const types: Readonly<Record<string, string>> = {
      id: 'ID!',
      many: '[UserBy!]!',
      ids: '[ID!]!',
      none: 'ID = "a"',
    };
    const used = Object.keys(types).filter((name) => name === 'id' || field.includes(`$${name}`));
    const { data, errors } = await facet.query(
      `query (${used.map((name) => `$${name}: ${types[name]}`).join(' ')}) {
        me: user(by: { id: $id }) { id } wrong: ${field} backends { backend } }`,
      variables,
    );
    expect(data).toMatchObject({ me: { id: asha.id }, wrong: null, backends: { length: 5 } });
    expect(errors).toMatchObject([{ path: ['wrong'], extensions: { code } }]);
    expect(facet.reported).toEqual([]);
  });

  it('for the size of the answer is null, and the others are there', async () => {
    const by = many(100, { id: asha.id });
    const { data, errors = [] } = await facet.query(
      'query ($by: [UserBy!]!, $id: ID!) { a: users(by: $by) { id } b: users(by: $by) { id } me: user(by: { id: $id }) { id } }',
      { by, id: asha.id },
    );
    expect(Object(data).a).toHaveLength(100);
    expect(errors.length).toBeGreaterThan(0);
    for (const { extensions } of errors) expect(extensions['code']).toBe('BUDGET_EXCEEDED');
  });
});

describe('an argument that cannot be had', () => {
  const KNOWS = 'me: user(by: { id: $id }) { id bio';
  it.each([
    ['details(names: [$none])', 'String', ['me', 'details']],
    ['account(at: $none) { id }', 'Backend', ['me', 'account']],
    ['provenance(fields: [$none]) { field }', 'String', null],
  ])('is an error of its own field: %s', async (field, type, path) => {
    const value = type === 'Backend' ? 'CHAKRA' : '"city"';
    const { data, errors } = await facet.query(
      `query ($id: ID!, $none: ${type} = ${value}) { ${KNOWS} ${field} } }`,
      { id: asha.id, none: null },
    );
    // Where the field is non-null, its error takes its person along.
    expect(data).toMatchObject({ me: path ? { id: asha.id, bio: expect.any(String) } : null });
    expect(errors).toHaveLength(1);
    if (path) expect(errors?.[0]?.path).toEqual(path);
    expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
  });

  it('and a directive without a value are errors of their own person', async () => {
    const { data, errors } = await facet.query(
      `query ($id: ID!, $none: Boolean = true, $name: String = "city") { ${KNOWS} }
        other: user(by: { id: $id }) { id reportees { reportees { details(names: [$name]) } } bio @include(if: $none) } }`,
      { id: asha.id, none: null, name: null },
    );
    expect(data).toMatchObject({ me: { id: asha.id, bio: expect.any(String) }, other: null });
    expect(errors).toMatchObject([{ path: ['other'], extensions: { inputPath: ['if'] } }]);
    expect(facet.reported).toEqual([]);
  });
});

describe('a mutation that the registry fails', () => {
  const newFile = databaseFiles();

  it.runIf(isOneProcess)('is null, and what the one before it came to is there', async () => {
    const file = newFile();
    const own = await startTestFacet({ environment: { DATABASE_URL: `sqlite:${file}` } });
    const { id } = await enter(own, { volt: null });
    const database = new DatabaseSync(file, { timeout: 5000 * PACE });
    database.exec('alter table history rename to lost');
    const { data, errors } = await own.query(
      `mutation ($user: UserBy!) {
          renamed: updateUser(input: { user: $user, set: { displayName: "Asha Rao" } }) {
            user { id } outcomes { status } errors { code } operation { id } }
          linked: linkAccount(input: { user: $user, account: { voltMxId: "4711" } }) {
            user { id } } }`,
      { user: { id } },
    );
    database.close();
    await own.close();
    expect(data).toMatchObject({
      renamed: {
        user: { id },
        outcomes: expect.arrayContaining([{ status: 'UNSUPPORTED' }]),
        errors: [],
        operation: { id: expect.stringMatching(/^oper_/) },
      },
      linked: null,
    });
    expect(errors).toMatchObject([
      { path: ['linked'], extensions: { code: 'REGISTRY_UNAVAILABLE' } },
    ]);
  });
});
