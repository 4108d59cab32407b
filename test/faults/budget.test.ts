import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { isOneProcess, startTestFacet, type TestFacet } from '../facet.ts';

/** Showcase people have every account. */
const ID = '9763caa1-cef3-497f-b3b2-f551456b2831';

describe('the budget of an operation', () => {
  let facet: TestFacet;

  beforeAll(async () => {
    facet = await startTestFacet({
      people: true,
      environment: { MAX_BACKEND_CALLS: '4', MAX_NODES: '20', READ_RETRIES: '1' },
    });
  });

  afterEach(() => facet.sandbox.reset());
  afterAll(() => facet.close());

  const everyone = async (): Promise<readonly string[]> => {
    const { data } = await facet.query(
      '{ allUsers(first: 10, filter: { hasAccountAt: CHAKRA }) { nodes { id } } }',
    );
    const page = data?.['allUsers'] as unknown as { readonly nodes: readonly { id: string }[] };
    return page.nodes.map(({ id }) => id);
  };

  it('lets the calls be made that it pays for, and fails the fields of the others', async () => {
    const by = (await everyone()).map((id) => ({ id }));
    const { data, errors = [] } = await facet.query(
      'query ($by: [UserBy!]!) { users(by: $by) { id bio } }',
      { by },
    );
    const users = data?.['users'] as unknown as readonly { id: string; bio: string | null }[];
    expect(users.map(({ id }) => id)).toEqual(by.map(({ id }) => id));
    expect(errors).toHaveLength(6);
    for (const { path, extensions } of errors) {
      expect(path).toEqual(['users', expect.any(Number), 'bio']);
      expect(extensions).toEqual({ code: 'BUDGET_EXCEEDED' });
    }
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 4 } });
  });

  it.runIf(isOneProcess)('counts repetitions', async () => {
    const by = (await everyone()).slice(0, 4).map((id) => ({ id }));
    const users = 'query ($by: [UserBy!]!) { users(by: $by) { bio } }';
    // Twelve calls pay for one repetition.
    for (let round = 0; round < 3; round += 1) await facet.query(users, { by });
    facet.sandbox.resetLogs();
    facet.sandbox.backend('CHAKRA').fault('user', faults.status(503), 1);
    const { errors } = await facet.query(users, { by });
    expect(errors).toMatchObject([{ extensions: { code: 'BUDGET_EXCEEDED' } }]);
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 4 } });
  });

  it('lets a mutation send nothing that it does not pay for as a whole', async () => {
    const { data } = await facet.query(`mutation { updateOwners(input: {
      user: { chakraId: "${ID}" }, add: ["1", "2", "3", "4", "5"]
    }) { outcomes { status } errors { code path } } }`);
    const errors = [{ code: 'BUDGET_EXCEEDED', path: ['input'] }];
    expect(data).toEqual({ updateOwners: { outcomes: [], errors } });
    expect(facet.sandbox.calls()).toEqual({});
  });

  it('bounds the people of an answer, however few calls they cost', async () => {
    const chakra = facet.sandbox.backend('CHAKRA');
    const others = facet.sandbox.people
      .flatMap(({ accounts }) => accounts)
      .filter(({ backend, ref }) => backend === 'CHAKRA' && ref !== ID);
    const team = [ID, ...others.slice(0, 2).map(({ ref }) => ref)];
    for (const ref of team) {
      chakra.records.set(ref, { ...chakra.records.get(ref), reportees: team });
    }
    const { data, errors } = await facet.query(`{ user(by: { chakraId: "${ID}" }) {
      reportees { reportees { reportees { id } } } } }`);
    // One, three and nine people, and then what is left of twenty.
    const left = [3, 3, 0, 0, 0, 0, 0, 0, 0];
    const lists = left.map((length) => ({
      reportees: Array.from({ length }, () => ({ id: expect.any(String) })),
    }));
    const reportees = [0, 3, 6].map((from) => ({ reportees: lists.slice(from, from + 3) }));
    expect(data).toEqual({ user: { reportees } });
    expect(errors).toHaveLength(7);
    for (const { path, extensions } of errors ?? []) {
      const place = [expect.any(Number), 'reportees', expect.any(Number), 'reportees'];
      expect(path).toEqual(['user', 'reportees', ...place]);
      expect(extensions['code']).toBe('BUDGET_EXCEEDED');
    }
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 3 } });
  });
});
