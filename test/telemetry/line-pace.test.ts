import { expect, it } from 'vitest';
import { LinePace } from '../../src/telemetry/line-pace.ts';

it('lets so many lines of a kind be told in a minute, and counts what was not told', () => {
  const pace = new LinePace();
  const told = [0, 1, 2, 3, 4].map((second) => pace.count('a', 2, second * 1000));
  expect(told).toEqual([1, 1, 0, 0, 0]);
  expect(pace.count('b', 2, 4000)).toBe(1);
  expect(pace.count('a', 2, 60_000)).toBe(4);
});

it('counts together what is beyond a number of kinds', () => {
  const pace = new LinePace();
  const told = Array.from({ length: 1000 }, (_, kind) => pace.count(String(kind), 1, 0));
  expect(told.filter((times) => times > 0)).toHaveLength(501);
  expect(pace.count('new', 1, 60_000)).toBe(500);
});
