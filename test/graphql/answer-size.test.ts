import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type Answer, startTestFacet, type TestFacet } from '../facet.ts';
import { enter, everything } from './person.ts';
import { paced } from '../pace.ts';

const aliased = (count: number, field: string): string =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

const USERS = (below: string): string => `query ($by: [UserBy!]!) { users(by: $by) { ${below} } }`;

const codesOf = ({ errors = [] }: Answer): ReadonlySet<unknown> =>
  new Set(errors.map(({ extensions }) => extensions['code']));

describe('an answer', () => {
  let facet: TestFacet;

  beforeAll(async () => {
    facet = await startTestFacet({ environment: { MAX_NODES: '1000' } });
  });

  afterEach(() => facet.sandbox.reset());
  afterAll(() => facet.close());

  /** The same person at so many places of a list. */
  const asked = (id: string, times: number) => ({
    by: Array.from({ length: times }, () => ({ id })),
  });

  const usersOf = ({ data }: Answer): readonly Readonly<Record<string, unknown>>[] =>
    Object(data).users;

  it.each([
    ['histories', 'history { nodes { at } }', 40],
    ['edges of histories', 'history { edges { cursor } }', 40],
    ['provenance', 'provenance { field }', 80],
    ['candidates', 'provenance(fields: ["bio"]) { candidates { state } }', 80],
    ['e-mail addresses', 'emails { address }', 80],
    ['accounts', 'accounts { ref }', 80],
    ['single accounts', 'account(at: CHAKRA) { ref }', 80],
  ])('holds so many %s and no more', async (_what, field, people) => {
    const asha = await enter(facet);
    const one = await facet.query(USERS(`x: ${field}`), asked(asha.id, 1));
    const all = await facet.query(USERS(`id ${aliased(15, field)}`), asked(asha.id, people));
    expect(codesOf(one)).toEqual(new Set());
    expect(codesOf(all)).toEqual(new Set(['BUDGET_EXCEEDED']));
    // Who is within the budget is told as ever.
    expect(usersOf(all)[0]).toEqual({
      id: asha.id,
      ...Object.fromEntries(
        Array.from({ length: 15 }, (_, index) => [`a${index}`, usersOf(one)[0]?.['x']]),
      ),
    });
    expect(facet.reported).toEqual([]);
  });

  it.each([
    ['a record', 'account(at: CHAKRA) { ... on ChakraAccount { FIELD } }', 'raw'],
    ['JSON', 'account(at: CHAKRA) { ... on ChakraAccount { FIELD } }', 'data'],
    ['a text', 'FIELD', 'bio'],
    ['raw values', 'provenance(fields: ["bio"]) { candidates { FIELD } }', 'rawValue'],
    ['details', 'FIELD', 'details'],
  ])('holds so much of %s and no more', async (_what, around, field) => {
    const long = 'x'.repeat(100_000);
    const asha = await enter(facet, {
      chakra: { ...everything.chakra, bio: long, data: { long } },
      tract: { ...everything.tract, details: { city: long } },
    });
    const below = around.replace('FIELD', aliased(40, field));
    const answer = await facet.query(USERS(`id ${below}`), asked(asha.id, 20));
    expect(usersOf(answer).map(({ id }) => id)).toEqual(Array(20).fill(asha.id));
    expect(answer.text.includes(long)).toBe(true);
    expect(answer.text.length).toBeLessThan(2_000_000);
    expect(codesOf(answer)).toEqual(new Set(['BUDGET_EXCEEDED']));
    expect(facet.reported).toEqual([]);
  });

  it('tells of each person their own history', async () => {
    const people = [await enter(facet), await enter(facet)];
    const by = people.map(({ id }) => ({ id }));
    const answer = await facet.query(
      USERS('history(first: 2) { nodes { ref userId } pageInfo { hasNextPage } }'),
      { by },
    );
    expect(usersOf(answer)).toMatchObject(
      people.map(({ id }) => ({
        history: {
          nodes: [{ userId: id }, { userId: id }],
          pageInfo: { hasNextPage: true },
        },
      })),
    );
  });
});

describe('what the registry is asked for once the operation’s time has passed', () => {
  let facet: TestFacet;

  beforeAll(async () => {
    facet = await startTestFacet({
      environment: { OPERATION_TIMEOUT_MS: paced(300), BACKEND_TIMEOUT_MS: '60000' },
    });
  });

  afterAll(() => facet.close());

  it('is an error of its field alone', async () => {
    const { id, chakra } = await enter(facet);
    facet.sandbox.backend('CHAKRA').fault('user', faults.hang());
    const { data, errors } = await facet.query(
      `{ user(by: { chakraId: "${chakra}" }) {
           id bio history { nodes { at } } possibleDuplicates { user { id } } } }`,
    );
    expect(data).toEqual({
      user: { id, bio: null, history: { nodes: [] }, possibleDuplicates: [] },
    });
    const told = errors?.map(
      ({ path, extensions }) => `${path?.at(-1)}: ${String(extensions['code'])}`,
    );
    // Their time is over at the same moment.
    expect(told?.toSorted()).toEqual([
      'bio: BACKEND_TIMEOUT',
      'history: REGISTRY_UNAVAILABLE',
      'possibleDuplicates: REGISTRY_UNAVAILABLE',
    ]);
  });
});
