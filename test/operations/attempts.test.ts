import { afterAll, beforeAll, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { QUICK, mutate, person } from './operations.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { ...QUICK, BREAKER: '1' } });
});

afterAll(async () => facet.close());

/** How many requests as many creations tell of, at a backend that answers 503 to each. */
async function countedOf(creations: number, name: 'HAPTIK_TRACT' | 'EMERITUS'): Promise<number> {
  facet.sandbox.backend(name).fault('createUser', faults.status(503));
  let counted = 0;
  for (let n = 0; n < creations; n += 1) {
    const { outcomes } = await mutate(facet.url, 'createUser', { ...person(), backends: [name] });
    const own = outcomes.find(({ backend }) => backend === name);
    expect(own?.status).not.toBe('CREATED');
    counted += own?.attempts ?? 0;
  }
  return counted;
}

it.each([
  ['of one that is not tried again', 'HAPTIK_TRACT'],
  ['of one that is tried again', 'EMERITUS'],
] as const)(
  'counts the requests that were made, not those that an open breaker held back, %s',
  async (_which, name) => {
    const counted = await countedOf(30, name);
    const calls = facet.sandbox.backend(name).calls();
    expect(calls).toBeLessThan(30);
    expect(counted).toBe(calls);
  },
);
