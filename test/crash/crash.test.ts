import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { CASES, cases } from '../cases.ts';
import { FacetProcesses } from './facet-process.ts';
import { Lanes } from './lane.ts';
import { COURSE_NAMES } from './courses.ts';
import { crashMatrix } from './matrix.ts';
import { MUTATIONS } from './scenarios.ts';
import { PACE } from '../pace.ts';

const FEW = 6;
/** A slice; `npm run test:crash -- --kills 1000` does the rest. */
const KILLS = cases(40);
/** One process dies with this many Facets: most of a crash is waiting. Four die: one for each way to go on. */
const AT_ONCE = 12;

let processes: FacetProcesses;

beforeAll(() => {
  processes = new FacetProcesses();
});

afterAll(async () => processes.close());

describe('on SQLite', () => {
  let lanes: Lanes;

  beforeAll(async () => {
    lanes = await Lanes.open(AT_ONCE);
  });

  afterAll(async () => lanes.close());

  it(
    'loses nothing and does nothing twice, wherever it is killed',
    { timeout: 240_000 * PACE * CASES },
    async () => {
      const matrix = {
        kills: KILLS,
        seed: 3,
        lanes: lanes.all,
        processes,
        mutations: MUTATIONS,
      };
      const { kills, boundaries, failures } = await crashMatrix(matrix);
      expect(failures).toEqual([]);
      expect(kills).toBeGreaterThanOrEqual(KILLS);
      expect([...boundaries.keys()]).toEqual(
        expect.arrayContaining([
          'before a commit',
          'after a commit',
          'before a request',
          'after a request',
          'after an answer',
        ]),
      );
    },
  );

  it(
    'keeps each account in order whose links change while a change of it waits',
    { timeout: 240_000 * PACE * CASES },
    async () => {
      const { failures } = await crashMatrix({
        kills: cases(2 * FEW),
        seed: 7,
        lanes: lanes.all.slice(0, 2 * FEW),
        processes,
        mutations: COURSE_NAMES,
        sequels: ['two processes'],
      });
      expect(failures).toEqual([]);
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
        conditions: { slowMs: 3000, overMs: 4000, settleMs: 0 },
      });
      expect(failures.join('\n')).toMatch(/EMERITUS pool is "one"|HAPTIK name is "First"|email/);
    },
  );
});

describe('on PostgreSQL', () => {
  let lanes: Lanes;

  beforeAll(async () => {
    lanes = await Lanes.open(8, 'postgres', inject('runFolder'));
  });

  afterAll(async () => lanes.close());

  it(
    'loses nothing and does nothing twice either',
    { timeout: 240_000 * PACE * CASES },
    async () => {
      const { failures } = await crashMatrix({
        kills: cases(12),
        seed: 3,
        lanes: lanes.all,
        processes,
        mutations: MUTATIONS,
      });
      expect(failures).toEqual([]);
    },
  );
});
