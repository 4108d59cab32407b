import { afterAll, beforeAll, expect, it } from 'vitest';
import { Lanes } from './lane.ts';
import { crashMatrix } from './matrix.ts';

const FEW = 6;
/** A slice that leaves the whole run within three minutes; `npm run test:crash -- --kills 1000` does the rest. */
const KILLS = Number(process.env['FACET_KILLS'] ?? 60);
let lanes: Lanes;

beforeAll(async () => {
  lanes = await Lanes.open(14);
});

afterAll(async () => {
  await lanes.close();
});

it(
  'loses nothing and does nothing twice, wherever it is killed',
  { timeout: 240_000 },
  async () => {
    const { kills, boundaries, failures } = await crashMatrix({
      kills: KILLS,
      seed: 3,
      // A backend that is slow to commit is held to the clock: `npm run test:crash` tries that on a quiet machine.
      modes: ['fast', 'silent'],
      lanes: lanes.all,
    });
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

it('would be caught without the journal', { timeout: 120_000 }, async () => {
  const { failures } = await crashMatrix({
    kills: FEW,
    seed: 1,
    lanes: lanes.all.slice(0, FEW),
    mutations: ['createUser'],
    modes: ['fast'],
    sequels: ['restart'],
    // Before the end, when the hook has been called for the most part.
    last: 24,
    conditions: { slowMs: 0, settleMs: 0, withoutJournal: true },
  });
  expect(failures.join('\n')).toContain('the hook was called 2 times');
});

it('would be caught if it did not wait for a dying request', { timeout: 120_000 }, async () => {
  const { failures } = await crashMatrix({
    kills: FEW,
    seed: 1,
    lanes: lanes.all.slice(0, FEW),
    mutations: ['updateUser', 'updatePool', 'updateEmail'],
    modes: ['slow'],
    sequels: ['two processes'],
    conditions: { slowMs: 3000, settleMs: 0 },
  });
  expect(failures.join('\n')).toMatch(/EMERITUS pool is "one"|HAPTIK name is "First"|email/);
});
