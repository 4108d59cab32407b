import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { CASES, cases } from '../cases.ts';
import { FacetProcesses } from './facet-process.ts';
import { Lanes } from './lane.ts';
import { crashMatrix } from './matrix.ts';
import { MUTATIONS } from './scenarios.ts';
import { PACE } from '../pace.ts';

let processes: FacetProcesses;
let lanes: Lanes;

beforeAll(async () => {
  processes = new FacetProcesses();
  lanes = await Lanes.open(8, 'postgres', inject('runFolder'));
});

afterAll(async () => {
  await processes.close();
  await lanes.close();
});

it(
  'on PostgreSQL loses nothing and does nothing twice either',
  { timeout: 240_000 * PACE * CASES },
  async () => {
    const { failures } = await crashMatrix({
      kills: cases(12),
      seed: 3,
      lanes: lanes.all,
      processes,
      mutations: MUTATIONS,
    });
    expect(failures.join('\n')).toBe('');
  },
);
