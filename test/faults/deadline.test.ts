import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet, type TestFacet } from '../facet.ts';
import { enter, type Entered } from '../graphql/person.ts';
import { paced } from '../pace.ts';

const EMERITUS_AND_CHAKRA = /* GraphQL */ `
  query ($by: UserBy!) {
    user(by: $by) {
      bio
      location {
        city
      }
    }
  }
`;

describe('an operation that takes too long', () => {
  let facet: TestFacet;

  beforeAll(async () => {
    facet = await startTestFacet({
      people: true,
      environment: { OPERATION_TIMEOUT_MS: paced(300), BACKEND_TIMEOUT_MS: '60000' },
    });
  });

  afterEach(() => facet.sandbox.reset());
  afterAll(() => facet.close());

  const someone = { authId: 'facetauth1001' };

  it('answers with what has arrived, and times out the rest at its place', async () => {
    facet.sandbox.backend('EMERITUS').fault('profile', faults.hang());
    const { data, errors } = await facet.query(EMERITUS_AND_CHAKRA, { by: someone });
    expect(data).toMatchObject({ user: { bio: expect.any(String), location: { city: null } } });
    expect(errors).toMatchObject([
      {
        path: ['user', 'location', 'city'],
        extensions: { code: 'BACKEND_TIMEOUT', backend: 'EMERITUS', retryable: true },
      },
    ]);
  });

  it('begins no call once its time has passed', async () => {
    facet.sandbox.backend('CHAKRA').fault('user', faults.hang());
    const names = '{ user(by: { authId: "facetauth1001" }) { displayName } }';
    const { data } = await facet.query(names);
    expect(data).toEqual({ user: { displayName: expect.any(String) } });
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 1 } });
  });
});

describe('a backend that is silent', () => {
  let facet: TestFacet;
  let person: Entered;

  beforeAll(async () => {
    facet = await startTestFacet({ environment: { BACKEND_TIMEOUT_MS: paced(300) } });
    person = await enter(facet, { chakra: null });
  });

  afterEach(() => facet.sandbox.resetLogs());
  afterAll(() => facet.close());

  const ask = (fields: string) => facet.query(`{ user(by: { id: "${person.id}" }) { ${fields} } }`);

  it('is waited for once, however many of its operations could still have a value', async () => {
    facet.sandbox.backend('EMERITUS').fault('*', faults.hang());
    const { data } = await ask('phone age');
    // By now its contacts, its profile and its other contacts would have been asked, one after another.
    expect(data).toEqual({ user: { phone: '+919800000002', age: null } });
    const { profile = 0, contact = 0 } = facet.sandbox.calls().EMERITUS ?? {};
    expect({ profile, contact }).toEqual({ profile: 1, contact: 1 });
  });

  it('is not asked for what its first answer was to tell', async () => {
    facet.sandbox.backend('HAPTIK_TRACT').fault('*', faults.hang());
    const { data, errors } = await ask('details customData');
    expect(data).toMatchObject({ user: { details: null, customData: { plan: 'gold' } } });
    expect(errors).toMatchObject([{ path: ['user', 'details'] }]);
    expect(facet.sandbox.calls()).toEqual({ HAPTIK_TRACT: { user: 1 } });
  });
});

describe('a caller who goes away', () => {
  let facet: TestFacet;

  beforeAll(async () => {
    facet = await startTestFacet({ people: true, environment: { BACKEND_TIMEOUT_MS: '60000' } });
  });

  afterAll(() => facet.close());

  const leaveAfter = async (query: string, arrived: () => boolean): Promise<void> => {
    const caller = new AbortController();
    const answer = fetch(`${facet.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal: caller.signal,
    }).catch((error: unknown) => error);
    await expect.poll(arrived).toBe(true);
    caller.abort();
    expect(await answer).toMatchObject({ name: 'AbortError' });
  };

  it('takes the reads along', async () => {
    const chakra = facet.sandbox.backend('CHAKRA');
    let gone = false;
    chakra.fault('user', {
      instead: ({ socket }) => void socket?.once('close', () => (gone = true)),
    });
    const query = '{ user(by: { authId: "facetauth1001" }) { bio } }';
    await leaveAfter(query, () => chakra.calls('user') === 1);
    await expect.poll(() => gone).toBe(true);
  });

  it('leaves a write to its outcome', async () => {
    const haptik = facet.sandbox.backend('HAPTIK');
    haptik.fault('updateUser', faults.delay(200));
    const query = `mutation { updateUser(input: {
      user: { authId: "facetauth1001" }, set: { displayName: "Latha G" }
    }) { outcomes { backend status } } }`;
    await leaveAfter(query, () => haptik.calls('updateUser') === 1);
    const remembered =
      '{ user(by: { authId: "facetauth1001" }) { account(at: HAPTIK) { ... on HaptikAccount { name } } } }';
    await expect
      .poll(async () => (await facet.query(remembered)).data)
      .toEqual({ user: { account: { name: 'Latha G' } } });
  });
});
