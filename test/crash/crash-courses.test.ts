import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES, cases } from '../cases.ts';
import { FacetProcesses } from './facet-process.ts';
import { Lanes } from './lane.ts';
import { COURSE_NAMES } from './courses.ts';
import { crashMatrix } from './matrix.ts';
import { PACE } from '../pace.ts';

const FEW = 6;

let processes: FacetProcesses;
let lanes: Lanes;

beforeAll(async () => {
  processes = new FacetProcesses();
  lanes = await Lanes.open(2 * FEW);
});

afterAll(async () => {
  await processes.close();
  await lanes.close();
});

describe('a Facet that is killed', () => {
  it(
    'keeps each account in order whose links change while a change of it waits',
    { timeout: 240_000 * PACE * CASES },
    async () => {
      const { failures } = await crashMatrix({
        kills: cases(2 * FEW),
        seed: 7,
        lanes: lanes.all,
        processes,
        mutations: COURSE_NAMES,
        sequels: ['two processes'],
      });
      expect(failures.join('\n')).toBe('');
    },
  );

  it('would be caught without the journal', { timeout: 120_000 * PACE }, async () => {
    const { failures } = await crashMatrix({
      kills: FEW,
      seed: 1,
      lanes: lanes.all.slice(0, FEW),
      processes,
      mutations: ['createUser'],
      modes: ['fast'],
      sequels: ['restart'],
      // When the hook, which is called last, has answered.
      stops: [{ at: ['after an answer', 'after an error'], nth: 4 }],
      conditions: { slowMs: 0, overMs: 0, settleMs: 0, withoutJournal: true },
    });
    expect(failures.join('\n')).toContain('the hook was called 2 times');
  });

  it(
    'would be caught if it did not wait for a dying request',
    { timeout: 120_000 * PACE },
    async () => {
      const { failures } = await crashMatrix({
        kills: FEW,
        seed: 1,
        lanes: lanes.all.slice(0, FEW),
        processes,
        mutations: ['updateUser', 'updatePool', 'updateEmail'],
        modes: ['slow'],
        sequels: ['two processes'],
        conditions: { slowMs: 3000 * PACE, overMs: 4000 * PACE, settleMs: 0 },
      });
      expect(failures.join('\n')).toMatch(/EMERITUS pool is "one"|HAPTIK name is "First"|email/);
    },
  );
});
