import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { enter } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { BACKEND_TIMEOUT_MS: '20000' } });
  for (let index = 0; index < 100; index += 1) await enter(facet);
});
afterEach(() => facet.sandbox.resetLogs());
afterAll(() => facet.close());

const UNIFIED = `id displayName email phone emails { address } phones { number } age gender location { city country }
  employment { company team } device { platform model } bio details`;

const total = (calls: object): number =>
  Object.values(calls)
    .flatMap((of: object) => Object.values(of) as number[])
    .reduce((sum, count) => sum + count, 0);

describe('the budget of a list', () => {
  it.each([
    ['allUsers', `{ allUsers(first: 100) { nodes { ${UNIFIED} } } }`],
    ['allUsers backwards', `{ allUsers(last: 100) { edges { node { ${UNIFIED} } } } }`],
  ])(
    'grows with its people: %s of 100 with unified fields is answered whole',
    async (_name, query) => {
      const { errors, extensions } = await facet.query(query);
      expect(errors).toBeUndefined();
      expect(extensions?.['budget']).toBeUndefined();
      expect(total(facet.sandbox.calls())).toBe(700);
    },
  );

  it('grows for people and nodes that are named', async () => {
    const { data } = await facet.query('{ allUsers(first: 60) { nodes { id } } }');
    const ids = Object(data).allUsers.nodes.map(({ id }: { id: string }) => id);
    const query = `query ($by: [UserBy!]!, $ids: [ID!]!) {
      users(by: $by) { bio age } nodes(ids: $ids) { ... on User { location { city } } } }`;
    const by = ids.slice(0, 30).map((id: string) => ({ id }));
    const { errors } = await facet.query(query, { by, ids: ids.slice(30) });
    expect(errors).toBeUndefined();
  });

  it('ends where the operator says, and the answer says what it would have cost', async () => {
    const small = await startTestFacet({
      environment: { MAX_BACKEND_CALLS: '5', MAX_LIST_BACKEND_CALLS: '15' },
    });
    for (let index = 0; index < 20; index += 1) await enter(small);
    small.sandbox.resetLogs();
    const query =
      '{ a: allUsers(first: 20) { nodes { bio } } b: allUsers(first: 20) { nodes { bio } } }';
    const { errors = [], extensions } = await small.query(query);
    await small.close();
    expect(errors).toHaveLength(10);
    expect(errors[0]?.message).toContain('15 backend calls');
    expect(extensions).toEqual({ budget: { backendCalls: { allowed: 15, needed: 20 } } });
  });

  it('does not grow where one person is asked for, nor past a limit that is set for all operations', async () => {
    const small = await startTestFacet({ environment: { MAX_BACKEND_CALLS: '3' } });
    const { id } = await enter(small);
    const one = await small.query(`query ($id: ID!) { user(by: { id: $id }) { ${UNIFIED} } }`, {
      id,
    });
    const list = await small.query(`{ allUsers(first: 100) { nodes { ${UNIFIED} } } }`);
    await small.close();
    for (const { errors = [], extensions } of [one, list]) {
      expect(errors[0]?.extensions['code']).toBe('BUDGET_EXCEEDED');
      expect(extensions).toMatchObject({ budget: { backendCalls: { allowed: 3 } } });
    }
  });

  it('is refused at the start when it is smaller than that of other operations', async () => {
    const environment = { MAX_BACKEND_CALLS: '200', MAX_LIST_BACKEND_CALLS: '100' };
    await expect(startTestFacet({ environment })).rejects.toThrow(
      'MAX_LIST_BACKEND_CALLS must be at least MAX_BACKEND_CALLS.',
    );
  });
});
