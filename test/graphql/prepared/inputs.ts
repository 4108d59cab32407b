import fc from 'fast-check';

const LIKES: readonly unknown[] = [
  { name: 'a' },
  {},
  { name: 'a', sizes: [1, 2], more: [{ sizes: 3 }, { colour: 'RED' }] },
  { colour: 'GREEN', pick: { size: 2 } },
  { name: null },
  { name: 'a', nothing: 1 },
  { sizes: ['one'] },
  { pick: { size: 1, name: 'b' } },
  'a',
  null,
  undefined,
];
const PICKS: readonly unknown[] = [
  { name: 'a' },
  { like: { more: [] } },
  { size: null },
  { size: 1, name: 'b' },
  { nothing: 1 },
  {},
  [{ name: 'a' }],
  null,
  undefined,
];

/** Those first that fit. */
const someOf = (values: readonly unknown[], fit: number): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...values.slice(0, fit)) },
    fc.constantFrom(...values),
  );

const possible = fc.record({
  at: someOf([2, 1, 'one', null, 1.5, undefined], 2),
  maybe: someOf([4, null, undefined, [5]], 3),
  like: someOf(LIKES, 4),
  likes: someOf([[], [{ name: 'a' }, null], { name: 'one' }, [[{}]], null, undefined, [7]], 3),
  pick: someOf(PICKS, 2),
  name: someOf(['n', undefined, null, 7], 2),
});

/** What is undefined is not given. */
const given = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** Values of the variables that documents use. */
export const inputs = possible.map(given);
