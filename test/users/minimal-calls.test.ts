import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { documentOf } from './minimal-calls/document.ts';
import { arrived } from './minimal-calls/log.ts';
import { queries } from './minimal-calls/queries.ts';
import type { Selection, Variant } from './minimal-calls/query.ts';
import { type Expectation, leastFor } from './minimal-calls/rule.ts';
import { type Stage, enter, leave } from './minimal-calls/stage.ts';
import { type WorldData, worlds } from './minimal-calls/world.ts';

/** Pairs of a query and what the backends hold; `CASES=10000` for a longer look. */
const CASES = Number(process.env['CASES'] ?? 2000);

let facet: TestFacet;
let runs = 0;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

/** The same document may come again with other variables: a plan holds only for those that it was made for. */
const again = fc.integer({ min: 1, max: 3 }).map((chance) => chance === 3);

it(
  'makes the fewest calls that a query can be answered with, and answers it',
  async () => {
    await fc.assert(fc.asyncProperty(worlds, queries, again, check), { numRuns: CASES });
  },
  60_000 + CASES * 100,
);

async function check(world: WorldData, query: Selection, twice: boolean): Promise<void> {
  runs += 1;
  const stage = await enter(world, runs, facet.registry, facet.sandbox);
  try {
    await answer(world, stage, query, twice);
  } finally {
    leave(stage, facet.sandbox);
  }
}

async function answer(
  world: WorldData,
  stage: Stage,
  query: Selection,
  twice: boolean,
): Promise<void> {
  const document = documentOf(query, stage);
  fc.pre(document.fits);
  let known = registered(stage);
  const variants: readonly Variant[] = twice && document.shaped ? [0, 1] : [0];
  for (const variant of variants) {
    const variables = document.variables[variant];
    const least = leastFor(query, stage, variant, known, document.nameOf);
    facet.sandbox.resetLogs();
    const { data, text } = await facet.query(document.text, variables);
    compare(least, data, [document.text, variables, world, text]);
    known = least.met;
  }
}

const registered = ({ people }: Stage): ReadonlySet<number> =>
  new Set(people.filter(({ userId }) => userId !== null).map(({ index }) => index));

function compare(least: Expectation, data: unknown, scene: readonly unknown[]): void {
  const { calls, names } = arrived(facet.sandbox);
  const story = scene
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join('\n');
  expect(calls, story).toEqual([...least.calls].toSorted());
  for (const [call, { asked, allowed }] of least.names) {
    const told = names.get(call) ?? [];
    expect([...asked.difference(new Set(told))], `${call} lacks\n${story}`).toEqual([]);
    expect(
      told.filter((name) => !allowed.has(name)),
      `${call} has\n${story}`,
    ).toEqual([]);
  }
  for (const { path, value } of least.values) {
    expect(valueAt(data, path), `${path.join('.')}\n${story}`).toEqual(value);
  }
  expect(facet.reported, story).toEqual([]);
}

const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => Object(value)[key] ?? null, data);
