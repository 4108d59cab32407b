import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { newPostgresUrl } from '../registry/databases.ts';
import { faults } from '../../sandbox/index.ts';
import { type Distance, startDistance } from '../registry/distant.ts';
import { everything, freshRefs, putRecords } from './person.ts';
import { PACE, paced } from '../pace.ts';

/** A transaction has several ways: 300 of them would take longer than an operation may. */
const DISTANCE_MS = 4;

let url: string;
let distance: Distance;

beforeAll(async () => {
  url = await newPostgresUrl();
  distance = await startDistance(url);
});
afterAll(async () => distance.close());

async function withFacet(
  environment: Readonly<Record<string, string>>,
  use: (facet: TestFacet) => Promise<void>,
): Promise<void> {
  const limits = { BACKEND_TIMEOUT_MS: paced(1500), MAX_NODES: '10000', MAX_BACKEND_CALLS: '100' };
  const facet = await startTestFacet({ environment: { ...limits, ...environment } });
  try {
    await use(facet);
  } finally {
    distance.setMs(0);
    await facet.close();
  }
}

/** So many people whom backends alone know. */
const strangers = (facet: TestFacet, count: number) =>
  Array.from({ length: count }, () => {
    const refs = freshRefs();
    putRecords(facet, refs, everything);
    return refs;
  });

const ASKED = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on ChakraAccount { user { id displayName } }
  ... on HaptikTractAccount { user { id displayName } } } }`;

const namesIn = (data: unknown): readonly unknown[] =>
  Object(data)._entities.map((entity: unknown) => Object(Object(entity).user).displayName);

describe('references to hundreds of people whom only backends know', () => {
  it('name all of them on a database that is far away', { timeout: 60_000 * PACE }, async () => {
    await withFacet({ DATABASE_URL: distance.urlOf(url) }, async (facet) => {
      const people = strangers(facet, 300);
      distance.setMs(DISTANCE_MS);
      const of = Array.from({ length: 1000 }, (_, n) => ({
        __typename: 'ChakraAccount',
        ref: people[n % 300]?.chakra,
      }));
      const { data, errors = [] } = await facet.query(ASKED, { of });
      expect(errors).toEqual([]);
      expect(new Set(namesIn(data))).toEqual(new Set(['Asha of Chakra']));
      expect(Object(data)._entities).toHaveLength(1000);
      expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 300 } });
      expect(await facet.registry.count(null)).toBe(300);
    });
  });

  it('answer each key by itself: there, nowhere, or that its backend failed', async () => {
    await withFacet({}, async (facet) => {
      const people = strangers(facet, 120);
      const missing = Array.from({ length: 120 }, () => freshRefs());
      const of = [...people, ...missing].flatMap(({ chakra, tract }) => [
        { __typename: 'ChakraAccount', ref: chakra },
        { __typename: 'HaptikTractAccount', ref: tract },
      ]);
      facet.sandbox.backend('HAPTIK_TRACT').fault('*', faults.status(500));
      const { data, errors = [] } = await facet.query(ASKED, { of });
      const list: readonly unknown[] = Object(data)._entities;
      const chakras = list.filter((_, index) => index % 2 === 0);
      expect(chakras.slice(0, 120).every((one) => Object(one).user?.displayName)).toBe(true);
      expect(chakras.slice(120)).toEqual(missing.map(() => null));
      const failed = errors.map(({ path }) => Number(path?.[1]) % 2);
      expect(failed).toHaveLength(240);
      expect(new Set(failed)).toEqual(new Set([1]));
      expect(await facet.registry.count(null)).toBe(120);
    });
  });
});
