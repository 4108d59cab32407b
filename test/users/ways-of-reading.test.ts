import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CASES, cases } from '../cases.ts';
import { type Answer, type TestFacet, startTestFacet } from '../facet.ts';
import { PACE } from '../pace.ts';
import { documentOf } from './minimal-calls/document.ts';
import { queries } from './minimal-calls/queries.ts';
import { type Stage, enter, leave } from './minimal-calls/stage.ts';
import { failures, noTrouble } from './minimal-calls/troubles.ts';
import { worlds } from './minimal-calls/world.ts';

const QUERIES_OF_A_WORLD = 10;

let facet: TestFacet;
let runs = 0;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { CACHE_TTL_MS: '600000' } });
});
afterAll(() => facet.close());

const RECENT_MS = 60_000;

/** Whatever was read at the time of this test. */
const withoutNow = (text: string): string =>
  text.replaceAll(/"20\d\d-[^"]{15,}Z"/g, (instant) =>
    Math.abs(Date.now() - Date.parse(JSON.parse(instant))) < RECENT_MS ? '"now"' : instant,
  );

/** The data to the byte, what is told beside it in any order. */
const comparable = ({ data, errors = [], extensions }: Answer) => ({
  data: withoutNow(JSON.stringify(data)),
  errors: errors.map((error) => JSON.stringify(error)).toSorted(),
  warnings: [extensions?.['warnings'] ?? []]
    .flat()
    .map((one) => JSON.stringify(one))
    .toSorted(),
});

/** What is traced takes the general way; what is remembered takes none, and what is read anew starts from its last answers. */
const TRACED = { 'x-facet-trace': 'calls' };
const ANEW = { 'cache-control': 'no-cache' };

async function alike(text: string, variables: Readonly<Record<string, unknown>>): Promise<void> {
  const ask = async (headers: Readonly<Record<string, string>> = {}) =>
    comparable(await facet.query(text, variables, headers));
  // Whom it brings the registry to know, and what it is told of them.
  await ask(ANEW);
  const told = `${text}\n${JSON.stringify(variables)}`;
  const anew = await ask({ ...ANEW, ...TRACED });
  // By then what is presented is made of answers that came before, and was presented before.
  for (let time = 0; time < 3; time += 1) expect(await ask(ANEW), told).toEqual(anew);
  const remembered = await ask(TRACED);
  expect(await ask(), told).toEqual(remembered);
  expect(await ask(), told).toEqual(remembered);
}

async function holds(stage: Stage, query: Parameters<typeof documentOf>[0]): Promise<void> {
  const { text, variables, fits, shaped } = documentOf(query, stage);
  if (!fits) return;
  await alike(text, variables[0]);
  if (shaped) await alike(text, variables[1]);
}

it.each([
  ['what is there', noTrouble],
  ['what fails', failures],
])(
  'a query is answered alike, whether its values are read, remembered or traced: %s',
  async (_what, troubles) => {
    const several = fc.array(queries, {
      minLength: QUERIES_OF_A_WORLD,
      maxLength: QUERIES_OF_A_WORLD,
    });
    const property = fc.asyncProperty(worlds, troubles, several, async (world, some, asked) => {
      runs += 1;
      const stage = await enter(world, some, runs, facet.registry, facet.sandbox);
      try {
        for (const query of asked) await holds(stage, query);
      } finally {
        await leave(some, facet.sandbox);
      }
    });
    await fc.assert(property, { numRuns: cases(15), endOnFailure: true });
  },
  60_000 * CASES * PACE,
);
