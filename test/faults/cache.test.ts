import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../src/sandbox/index.ts';
import { startTestFacet, type TestFacet } from '../facet.ts';

const CHAKRA_ID = '9763caa1-cef3-497f-b3b2-f551456b2831';
const BIO = '{ user(by: { authId: "facetauth1001" }) { bio } }';
const ORIGIN = '{ user(by: { authId: "facetauth1001" }) { account(at: CHAKRA) { origin asOf } } }';
const CITY = '{ user(by: { authId: "facetauth1001" }) { location { city } } }';
const MOVE = `mutation { updatePool(input: { user: { authId: "facetauth1001" }, pool: "alive" }) {
  outcomes { backend status }
} }`;

describe('an answer of a backend', () => {
  let facet: TestFacet;

  const begin = async (CACHE_TTL_MS: string): Promise<void> => {
    facet = await startTestFacet({ people: true, environment: { CACHE_TTL_MS } });
  };

  const calls = (backend: 'CHAKRA' | 'EMERITUS', operation: string): number =>
    facet.sandbox.backend(backend).calls(operation);

  describe('within its time', () => {
    beforeAll(() => begin('600000'));
    // Every test finds an empty cache.
    afterEach(async () => {
      await facet.close();
      await begin('600000');
    });
    afterAll(() => facet.close());

    it('is used again, and costs no call', async () => {
      const first = await facet.query(BIO, {}, { 'x-facet-trace': '1' });
      const second = await facet.query(BIO, {}, { 'x-facet-trace': '1' });
      expect(second.data).toEqual(first.data);
      expect(first.extensions).toEqual({ backendCalls: { CHAKRA: { user: 1 } } });
      expect(second.extensions).toEqual({ backendCalls: {} });
      expect(calls('CHAKRA', 'user')).toBe(1);
    });

    it('says so, with the time when it was read', async () => {
      const first = await facet.query(ORIGIN);
      const account = { origin: 'LIVE', asOf: expect.any(String) };
      expect(first.data).toEqual({ user: { account } });
      expect((await facet.query(ORIGIN)).text).toBe(first.text.replace('LIVE', 'CACHED'));
    });

    it('is shared by equal reads at the same time', async () => {
      facet.sandbox.backend('CHAKRA').fault('user', faults.delay(100));
      const answers = await Promise.all(Array.from({ length: 50 }, () => facet.query(BIO)));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(calls('CHAKRA', 'user')).toBe(1);
    });

    it('is read anew for a caller who wants no cache, and for those after', async () => {
      await facet.query(BIO);
      const chakra = facet.sandbox.backend('CHAKRA');
      chakra.records.set(CHAKRA_ID, { ...chakra.records.get(CHAKRA_ID), bio: 'Another one.' });
      const fresh = await facet.query(BIO, {}, { 'cache-control': 'no-cache' });
      expect(fresh.data).toEqual({ user: { bio: 'Another one.' } });
      expect((await facet.query(BIO)).data).toEqual(fresh.data);
      expect(calls('CHAKRA', 'user')).toBe(2);
    });

    it.each([
      ['that worked', null],
      ['that may have taken effect', faults.lostAnswer()],
      ['of which nobody knows', faults.status(500)],
    ])('is forgotten after a write %s', async (_name, fault) => {
      await facet.query(CITY);
      if (fault) facet.sandbox.backend('EMERITUS').fault('updatePool', fault, 1);
      await facet.query(MOVE);
      await facet.query(CITY);
      expect(calls('EMERITUS', 'profile')).toBe(2);
    });

    it('stays when another account was written', async () => {
      await facet.query(BIO);
      await facet.query(MOVE);
      await facet.query(BIO);
      expect(calls('CHAKRA', 'user')).toBe(1);
    });

    it('is not taken by a mutation', async () => {
      await facet.query(BIO);
      const { data } = await facet.query(`mutation { updateUser(input: {
        user: { authId: "facetauth1001" }, set: { language: "en" }
      }) { user { bio account(at: CHAKRA) { origin } } } }`);
      expect(data).toMatchObject({ updateUser: { user: { account: { origin: 'LIVE' } } } });
      expect(calls('CHAKRA', 'user')).toBe(2);
    });

    it('is never a failure', async () => {
      facet.sandbox.backend('CHAKRA').fault('user', faults.status(500), 1);
      expect((await facet.query(BIO)).errors).toHaveLength(1);
      expect((await facet.query(BIO)).data).toEqual({ user: { bio: expect.any(String) } });
    });

    it('is shared without the fate of the caller who asked first', async () => {
      facet.sandbox.backend('CHAKRA').fault('user', faults.delay(300));
      const first = new AbortController();
      const left = fetch(`${facet.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: BIO }),
        signal: first.signal,
      }).catch(() => 'left');
      await expect.poll(() => calls('CHAKRA', 'user')).toBe(1);
      const second = facet.query(BIO);
      setTimeout(() => first.abort(), 100);
      expect(await left).toBe('left');
      expect((await second).data).toEqual({ user: { bio: expect.any(String) } });
    });
  });

  it('that knows no such user is asked again after a second at the most', async () => {
    await begin('600000');
    const id = '00000000-0000-4000-8000-000000000000';
    const anyone = `{ user(by: { chakraId: "${id}" }) { bio } }`;
    expect((await facet.query(anyone)).data).toEqual({ user: null });
    facet.sandbox.backend('CHAKRA').records.set(id, { id, bio: 'New here.' });
    await expect
      .poll(async () => (await facet.query(anyone)).data, { timeout: 5000 })
      .toEqual({
        user: { bio: 'New here.' },
      });
    await facet.close();
  });

  it('is read anew when its time has passed', async () => {
    await begin('100');
    await facet.query(BIO);
    await expect
      .poll(async () => {
        await facet.query(BIO);
        return calls('CHAKRA', 'user');
      })
      .toBe(2);
    await facet.close();
  });

  it('is never used again with a time of 0', async () => {
    await begin('0');
    await facet.query(BIO);
    await facet.query(BIO);
    expect(calls('CHAKRA', 'user')).toBe(2);
    await facet.close();
  });
});
