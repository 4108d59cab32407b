import { afterAll, beforeAll, expect, it } from 'vitest';
import { faults } from '../../src/sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { QUICK, mutate, person } from './operations.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { ...QUICK, BREAKER: '1' } });
});

afterAll(async () => facet.close());

it('counts the requests that were made, not those that an open breaker held back', async () => {
  const { sandbox, url } = facet;
  const backend = sandbox.backend('HAPTIK_TRACT');
  backend.fault('createUser', faults.status(503));
  let counted = 0;
  for (let n = 0; n < 30; n += 1) {
    const input = { ...person(), backends: ['HAPTIK_TRACT'] };
    const { outcomes } = await mutate(url, 'createUser', input);
    expect(outcomes[0]?.status).toBe('FAILED');
    counted += outcomes[0]?.attempts ?? 0;
  }
  expect(backend.calls()).toBeLessThan(30);
  expect(counted).toBe(backend.calls());
});

it('counts so also where what was held back is tried again', async () => {
  const { sandbox, url } = facet;
  const backend = sandbox.backend('EMERITUS');
  backend.fault('createUser', faults.status(503));
  let counted = 0;
  for (let n = 0; n < 30; n += 1) {
    const input = { ...person(), backends: ['EMERITUS'] };
    counted += (await mutate(url, 'createUser', input)).outcomes[4]?.attempts ?? 0;
  }
  expect(backend.calls()).toBeLessThan(30);
  expect(counted).toBe(backend.calls());
});
