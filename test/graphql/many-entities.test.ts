import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter, everything, freshRefs, nowhere, putRecords } from './person.ts';

let facet: TestFacet;
let people: readonly Entered[];

beforeAll(async () => {
  facet = await startTestFacet({
    environment: { MAX_BACKEND_CALLS: '100', MAX_NODES: '400', BACKEND_TIMEOUT_MS: '20000' },
  });
  const entered: Entered[] = [];
  for (let index = 0; index < 250; index += 1) {
    const chakra = { ...everything.chakra, bio: `bio ${index}` };
    entered.push(await enter(facet, { ...nowhere, chakra, profile: everything.profile }));
  }
  people = entered;
});
afterEach(() => facet.sandbox.resetLogs());
afterAll(() => facet.close());

async function entities(below: string, of: readonly unknown[]) {
  const { data, errors = [] } = await facet.query(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ${below} } }`,
    { of },
  );
  return { list: Object(data)._entities as readonly Readonly<Record<string, unknown>>[], errors };
}

const users = (of: readonly Entered[]) => of.map(({ id }) => ({ __typename: 'User', id }));

describe('more than a hundred entities', () => {
  it('are answered in order, with a budget for each started hundred', async () => {
    const { list, errors } = await entities('... on User { id bio }', users(people));
    expect(errors).toEqual([]);
    expect(list).toEqual(people.map(({ id }, index) => ({ id, bio: `bio ${index}` })));
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 250 } });
  });

  it('are answered as far as the budget goes, and the others say at their places that it does not', async () => {
    const { list, errors } = await entities(
      '... on User { id bio location { city } }',
      users(people),
    );
    expect(list.map(({ id }) => id)).toEqual(people.map(({ id }) => id));
    const { CHAKRA, EMERITUS } = facet.sandbox.calls();
    expect((CHAKRA?.['user'] ?? 0) + (EMERITUS?.['profile'] ?? 0)).toBe(300);
    expect(errors).toHaveLength(200);
    for (const { extensions } of errors) expect(extensions['code']).toBe('BUDGET_EXCEEDED');
    const failed = new Set(errors.map(({ path }) => path?.join(' ')));
    for (const [index, { bio, location }] of list.entries()) {
      expect(failed.has(`_entities ${index} bio`)).toBe(bio === null);
      expect(failed.has(`_entities ${index} location city`)).toBe(Object(location).city === null);
    }
  });

  it('that a budget is too small for are null at their own places', async () => {
    const accounts =
      '... on User { id ' + 'abcdefgh'.replaceAll(/./g, (at) => `${at}: accounts { id } `) + '}';
    const { list, errors } = await entities(accounts, users(people));
    const there = list.filter((one) => one !== null).length;
    expect(there).toBeGreaterThan(50);
    expect(errors.length + there).toBe(250);
    for (const { extensions } of errors) expect(extensions['code']).toBe('BUDGET_EXCEEDED');
  });

  it('of several fields count together', async () => {
    const of = users(people.slice(0, 75));
    const { data, errors } = await facet.query(
      `query ($a: [_Any!]!, $b: [_Any!]!) {
        a: _entities(representations: $a) { ... on User { bio } }
        b: _entities(representations: $b) { ... on User { bio } } }`,
      { a: of, b: users(people.slice(75, 150)) },
    );
    expect(errors).toBeUndefined();
    expect(Object(data).a).toHaveLength(75);
  });
});

describe('thousands of references', () => {
  it('to a few people are one look-up each, in the order asked', async () => {
    const few = people.slice(0, 3);
    const of = Array.from({ length: 3000 }, (_, index) => users(few)[index % 3]);
    const { list, errors } = await entities('... on User { id }', of);
    expect(errors).toEqual([]);
    expect(list).toHaveLength(3000);
    expect(list[2999]).toEqual({ id: few[2]?.id });
  });

  it('to somebody whom only a backend knows adopt once', async () => {
    const refs = freshRefs();
    putRecords(facet, refs, everything);
    const of = Array.from({ length: 300 }, () => ({
      __typename: 'ChakraAccount',
      ref: refs.chakra,
    }));
    const { list } = await entities('... on ChakraAccount { bio user { id } }', of);
    expect(new Set(list.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 1 } });
  });

  it('are no failure of their neighbours when one cannot be understood', async () => {
    const of: unknown[] = users(people.slice(0, 120));
    of[110] = { __typename: 'Nothing' };
    const { list, errors } = await entities('... on User { id }', of);
    expect(list.filter((one) => one !== null)).toHaveLength(119);
    expect(errors).toMatchObject([
      {
        path: ['_entities', 110],
        extensions: { inputPath: ['representations', '110', '__typename'] },
      },
    ]);
  });
});
