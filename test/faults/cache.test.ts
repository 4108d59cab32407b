import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '#schema';
import { faults } from '../../sandbox/index.ts';
import { isOneProcess, startTestFacet, type TestFacet } from '../facet.ts';
import { enter, type Entered } from '../graphql/person.ts';
import { PACE } from '../pace.ts';

let facet: TestFacet;
/** Nobody has asked for this one before. */
let person: Entered;

const by = (): string => `(by: { id: "${person.id}" })`;
const bio = (): string => `{ user${by()} { bio } }`;
const origin = (): string => `{ user${by()} { account(at: CHAKRA) { origin asOf } } }`;
const city = (): string => `{ user${by()} { location { city } } }`;
const move = (): string => `mutation {
  updatePool(input: { user: { id: "${person.id}" }, pool: "alive" }) { outcomes { backend status } }
}`;

const OWN =
  'query ($by: [UserBy!]!, $names: [String!]) { users(by: $by) { id bio details(names: $names) } }';
const NAMES = [['city'], ['plan'], ['city', 'plan']] as const;

describe('an answer of a backend', () => {
  const begin = async (CACHE_TTL_MS: string): Promise<void> => {
    facet = await startTestFacet({
      environment: { CACHE_TTL_MS, BACKEND_TIMEOUT_MS: '20000', OPERATION_TIMEOUT_MS: '20000' },
    });
    person = await enter(facet);
  };

  const calls = (backend: Backend, operation: string): number =>
    facet.sandbox.backend(backend).calls(operation);

  describe.runIf(isOneProcess)('within its time', () => {
    beforeAll(() => begin('600000'));
    beforeEach(async () => {
      await facet.sandbox.reset();
      person = await enter(facet);
    });
    afterAll(() => facet.close());

    it('is used again, and costs no call', async () => {
      const first = await facet.query(bio(), {}, { 'x-facet-trace': '1' });
      const second = await facet.query(bio(), {}, { 'x-facet-trace': '1' });
      expect(second.data).toEqual(first.data);
      expect(first.extensions).toEqual({ backendCalls: { CHAKRA: { user: 1 } } });
      expect(second.extensions).toEqual({ backendCalls: {} });
      expect(calls('CHAKRA', 'user')).toBe(1);
    });

    it('says so, with the time when it was read', async () => {
      const first = await facet.query(origin());
      const account = { origin: 'LIVE', asOf: expect.any(String) };
      expect(first.data).toEqual({ user: { account } });
      expect((await facet.query(origin())).text).toBe(first.text.replace('LIVE', 'CACHED'));
    });

    it('is shared by equal reads at the same time', async () => {
      facet.sandbox.backend('CHAKRA').fault('user', faults.delay(100));
      const answers = await Promise.all(Array.from({ length: 50 }, () => facet.query(bio())));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(calls('CHAKRA', 'user')).toBe(1);
    });

    it('is read anew for a caller who wants no cache, and for those after', async () => {
      await facet.query(bio());
      const chakra = facet.sandbox.backend('CHAKRA');
      chakra.records.set(person.chakra, { id: person.chakra, bio: 'Another one.' });
      const fresh = await facet.query(bio(), {}, { 'cache-control': 'no-cache' });
      expect(fresh.data).toEqual({ user: { bio: 'Another one.' } });
      expect((await facet.query(bio())).data).toEqual(fresh.data);
      expect(calls('CHAKRA', 'user')).toBe(2);
    });

    it.each([
      ['that worked', null],
      ['that may have taken effect', faults.lostAnswer()],
      ['of which nobody knows', faults.status(500)],
    ])('is forgotten after a write %s', async (_name, fault) => {
      await facet.query(city());
      if (fault) facet.sandbox.backend('EMERITUS').fault('updatePool', fault, 1);
      await facet.query(move());
      await facet.query(city());
      expect(calls('EMERITUS', 'profile')).toBe(2);
    });

    it('stays when another account was written', async () => {
      await facet.query(bio());
      await facet.query(move());
      await facet.query(bio());
      expect(calls('CHAKRA', 'user')).toBe(1);
    });

    it('is not taken by a mutation', async () => {
      await facet.query(bio());
      const { data } = await facet.query(`mutation { updateUser(input: {
        user: { id: "${person.id}" }, set: { language: "en" }
      }) { user { bio account(at: CHAKRA) { origin } } } }`);
      expect(data).toMatchObject({ updateUser: { user: { account: { origin: 'LIVE' } } } });
      expect(calls('CHAKRA', 'user')).toBe(2);
    });

    it('is told anew, though unknown before, after a creation of which nobody knows', async () => {
      const userId = `new-${person.tract}`;
      const anyone = `{ user(by: { haptikUserId: "${userId}" }) { id } }`;
      expect((await facet.query(anyone)).data).toEqual({ user: null });
      facet.sandbox.backend('HAPTIK_TRACT').fault('createUser', faults.lostAnswer(), 1);
      const { data } = await facet.query(`mutation { createUser(input: {
        haptikTract: { userId: "${userId}" }, backends: [HAPTIK_TRACT]
      }) { outcomes { status } } }`);
      expect(JSON.stringify(data)).toContain('UNKNOWN');
      await facet.query(anyone);
      expect(calls('HAPTIK_TRACT', 'user')).toBe(2);
    });

    it.each([
      ['a failure', faults.status(500)],
      ['a refusal', faults.status(401)],
      ['of another user', faults.wrongId()],
      ['a page', faults.html()],
    ])('is never used again when it is %s', async (_name, fault) => {
      facet.sandbox.backend('CHAKRA').fault('user', fault, 1);
      expect((await facet.query(bio())).errors).toHaveLength(1);
      expect((await facet.query(bio())).data).toEqual({ user: { bio: expect.any(String) } });
    });

    it('is shared without the fate of the caller who asked first', async () => {
      facet.sandbox.backend('CHAKRA').fault('user', faults.delay(300 * PACE));
      const first = new AbortController();
      const left = fetch(`${facet.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: bio() }),
        signal: first.signal,
      }).catch(() => 'left');
      await expect.poll(() => calls('CHAKRA', 'user')).toBe(1);
      const second = facet.query(bio());
      setTimeout(() => first.abort(), 100 * PACE);
      expect(await left).toBe('left');
      expect((await second).data).toEqual({ user: { bio: expect.any(String) } });
      expect(calls('CHAKRA', 'user')).toBe(1);
    });

    it('is each person’s own, and each name’s, however many are asked for at once', async () => {
      const people = await Promise.all(Array.from({ length: 60 }, () => enter(facet)));
      for (const { tract, chakra } of people) {
        facet.sandbox.backend('CHAKRA').records.set(chakra, { id: chakra, bio: chakra });
        facet.sandbox.backend('HAPTIK_TRACT').records.set(tract, {
          user_id: tract,
          details_available: ['city', 'plan'],
          details: { city: `city of ${tract}`, plan: `plan of ${tract}` },
        });
      }
      const some = (from: number): readonly Entered[] =>
        Array.from({ length: 20 }, (_, step) => people[(from + 7 * step) % 60] ?? person);
      const rounds = Array.from(
        { length: 60 },
        (_, round) => [some(round), NAMES[round % 3] ?? []] as const,
      );
      await Promise.all(
        rounds.map(async ([asked, names]) => {
          const { data } = await facet.query(OWN, { by: asked.map(({ id }) => ({ id })), names });
          const users = asked.map(({ id, tract, chakra }) => {
            const details = names.map((name) => [name, `${name} of ${tract}`]);
            return { id, bio: chakra, details: Object.fromEntries(details) };
          });
          expect(data).toEqual({ users });
        }),
      );
      expect(calls('CHAKRA', 'user')).toBe(60);
    });
  });

  it('that knows no such user is asked again after a second at the most', async () => {
    await begin('600000');
    const id = '00000000-0000-4000-8000-000000000000';
    const anyone = `{ user(by: { chakraId: "${id}" }) { bio } }`;
    expect((await facet.query(anyone)).data).toEqual({ user: null });
    facet.sandbox.backend('CHAKRA').records.set(id, { id, bio: 'New here.' });
    await expect
      .poll(async () => (await facet.query(anyone)).data, { timeout: 5000 * PACE })
      .toEqual({
        user: { bio: 'New here.' },
      });
    await facet.close();
  });

  it('is read anew when its time has passed', async () => {
    await begin('100');
    await facet.query(bio());
    await expect
      .poll(async () => {
        await facet.query(bio());
        return calls('CHAKRA', 'user');
      })
      .toBe(2);
    await facet.close();
  });

  it('is never used again with a time of 0', async () => {
    await begin('0');
    await facet.query(bio());
    await facet.query(bio());
    expect(calls('CHAKRA', 'user')).toBe(2);
    await facet.close();
  });
});
