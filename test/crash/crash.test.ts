import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES, cases } from '../cases.ts';
import { FacetProcesses } from './facet-process.ts';
import { Lanes } from './lane.ts';
import { crashMatrix } from './matrix.ts';
import { MUTATIONS } from './scenarios.ts';
import { PACE } from '../pace.ts';

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
      expect(failures.join('\n')).toBe('');
      expect(kills).toBeGreaterThanOrEqual(KILLS);
      // On a busy machine what should have been answered may have timed out.
      const kinds = [...boundaries.keys()].map((name) => name.replace('an error', 'an answer'));
      expect(kinds).toEqual(
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
});
