import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '#access';
import { CASES, cases } from '../cases.ts';
import { PACE } from '../pace.ts';
import { documentOf } from '../users/minimal-calls/document.ts';
import { Tally, complaintsAbout } from '../users/minimal-calls/judge.ts';
import { arrived } from '../users/minimal-calls/log.ts';
import { queries } from '../users/minimal-calls/queries.ts';
import type { Argument, Field, Names, Part, Selection } from '../users/minimal-calls/query.ts';
import { leastFor } from '../users/minimal-calls/rule.ts';
import { SOURCES } from '../users/minimal-calls/sources.ts';
import { type Stage, enter } from '../users/minimal-calls/stage.ts';
import { noTrouble } from '../users/minimal-calls/troubles.ts';
import { worlds } from '../users/minimal-calls/world.ts';
import { type CalledFacet, allBut, startFacetForCallers } from './callers.ts';

/** Queries for each scope that is withheld. */
const QUERIES = cases(150);
const QUERIES_OF_A_WORLD = 5;

/** What each scope gives, written down once more: names of fields wherever they stand, but for those of one type. */
const WITHHELD: Readonly<Partial<Record<Scope, RegExp>>> = {
  'users:contact':
    /^(?:emails?|phones?|mobileNumber|profilePhone|mobile|mobileBackup|thirdPartyUserId|subscriptions\.\w+)$/,
  'users:sensitive':
    /^(?:gender|age|birthDate|bio|avatarUrl|coverUrl|raw|location\.\w+|device\.\w+|devicePlatform|customData|details|detailsAvailable|data|country|city(?:Raw|Mobile)?)$/,
  'users:enrollment':
    /^(?:employment\.(?:company|jobTitle|department|industry|linkedinUrl)|linkedinUrl|owners|pool)$/,
};

/** These the profile's scope gives too. */
const GIVEN_TWICE = /^(?:gender|age|city(?:Raw|Mobile)?)$/;

const GROUPS = /^(?:location|employment|subscriptions|device)$/;

let facet: CalledFacet;

beforeAll(async () => {
  facet = await startFacetForCallers();
});
afterAll(() => facet.close());

describe.each(Object.entries(WITHHELD) as [Scope, RegExp][])('without %s', (scope, withheld) => {
  it(
    'a query makes exactly the calls that it makes without the fields that are withheld',
    async () => {
      let world = scope.length * 100_000;
      const asked = fc.array(queries, {
        minLength: QUERIES_OF_A_WORLD,
        maxLength: QUERIES_OF_A_WORLD,
      });
      const property = fc.asyncProperty(
        worlds,
        noTrouble,
        asked,
        async (data, troubles, several) => {
          world += 1;
          const stage = await enter(data, troubles, world, facet.registry, facet.sandbox);
          let known: ReadonlySet<number> = new Set(
            stage.people.flatMap(({ userId, index }) => (userId === null ? [] : [index])),
          );
          for (const query of several) known = await holds(query, stage, known, scope, withheld);
        },
      );
      const numRuns = Math.ceil(QUERIES / QUERIES_OF_A_WORLD);
      // Looking for a smaller example would take longer than the test may, and what is told then is that.
      await fc.assert(property, { numRuns, endOnFailure: true });
    },
    60_000 * CASES * PACE,
  );
});

async function holds(
  query: Selection,
  stage: Stage,
  known: ReadonlySet<number>,
  scope: Scope,
  withheld: RegExp,
): Promise<ReadonlySet<number>> {
  const document = documentOf(query, stage);
  if (!document.fits) return known;
  const rest = without(query, withheld, '', null);
  const least = leastFor(rest, stage, 0, known, documentOf(rest, stage).nameOf);
  facet.sandbox.resetLogs();
  const { text, data } = await facet.as(allBut(scope), document.text, document.variables[0]);
  expect(data, `${document.text}\n${text}`).not.toBeNull();
  const complaints = complaintsAbout(least, arrived(facet.sandbox), stage.suffering, new Tally());
  expect([...complaints, ...facet.reported], `${document.text}\n${text}`).toEqual([]);
  if (scope === 'users:contact')
    expect(text).not.toMatch(/@(?:haptik|chakra|volt|emeritus)\.org|98000 ?\d{5}/);
  return least.met;
}

/** A selection without what is withheld; `group` is the field that it stands below. */
function without(
  selection: Selection,
  withheld: RegExp,
  group: string,
  on: string | null,
): Selection {
  return selection.flatMap((part): readonly Part[] => {
    if (part.kind === 'fragment') {
      const below = without(part.selection, withheld, group, part.on ?? on);
      return [{ ...part, selection: below }];
    }
    const name = group === '' ? part.name : `${group}.${part.name}`;
    const isGivenAnyway = on === 'EmeritusAccount' && GIVEN_TWICE.test(name);
    if (withheld.test(name) && !isGivenAnyway) return [];
    const argument =
      part.name === 'provenance' ? permitted(part.argument, withheld) : part.argument;
    const below =
      part.selection && without(part.selection, withheld, groupOf(part.name), typeBelow(part, on));
    return [{ ...part, argument, selection: below }];
  });
}

const groupOf = (name: string): string => (GROUPS.test(name) ? name : '');

const typeBelow = ({ name }: Field, on: string | null): string | null =>
  GROUPS.test(name) ? on : null;

/** The names that are left: a group's own, where a part of it is; a list that has a name of no field is an error as it is. */
function permitted(argument: Argument | null, withheld: RegExp): Argument | null {
  if (argument?.kind !== 'fields') return argument;
  const left = (names: Names): Names =>
    names?.includes('nothing')
      ? names
      : (names ?? FIELDS).flatMap(fieldsNamed).filter((name) => !withheld.test(name));
  return { ...argument, value: [left(argument.value[0]), left(argument.value[1])] };
}

const FIELDS = Object.keys(SOURCES);

const fieldsNamed = (name: string): readonly string[] =>
  FIELDS.filter((field) => field === name || field.startsWith(`${name}.`));
