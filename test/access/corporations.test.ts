import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '#access';
import { CASES, cases } from '../cases.ts';
import { PACE } from '../pace.ts';
import { documentOf } from '../users/minimal-calls/document.ts';
import { Tally, complaintsAbout, wrongValues } from '../users/minimal-calls/judge.ts';
import { arrived } from '../users/minimal-calls/log.ts';
import { queries } from '../users/minimal-calls/queries.ts';
import type { Argument, Field, Naming, Selection } from '../users/minimal-calls/query.ts';
import { leastFor } from '../users/minimal-calls/rule.ts';
import {
  type Stage,
  type StagedAccount,
  type StagedPerson,
  enter,
} from '../users/minimal-calls/stage.ts';
import { noTrouble } from '../users/minimal-calls/troubles.ts';
import { worlds } from '../users/minimal-calls/world.ts';
import { type CalledFacet, startFacetForCallers } from './callers.ts';
import { type Attempt, type By, attempts, partsIn, unknownLike, written } from './attempts.ts';

/** Queries and mutations. */
const ATTEMPTS = cases(300);
const QUERIES_OF_A_WORLD = 5;

const OWN = 'facet-academy';
const OTHER = 'facet-institute';
const CALLER = { scopes: SCOPES, corporations: [OWN] } as const;

/** In every value of an account of the other corporation. */
const CANARY = /canary|5550001|facet-institute/i;

let facet: CalledFacet;
let world = 0;

beforeAll(async () => {
  facet = await startFacetForCallers({ environment: { EMERITUS_CORP_IDS: OTHER } }, [OWN]);
});
afterAll(() => facet.close());

describe('a caller that is bound to one corporation', () => {
  it(
    'is answered as if nothing else existed, and its queries and mutations reach nothing else',
    async () => {
      const asked = fc.array(queries, {
        minLength: QUERIES_OF_A_WORLD,
        maxLength: QUERIES_OF_A_WORLD,
      });
      const property = fc.asyncProperty(
        worlds,
        noTrouble,
        asked,
        attempts([OWN, OTHER]),
        async (data, troubles, several, attempt) => {
          world += 1;
          const stage = await enter(data, troubles, world, facet.registry, facet.sandbox);
          for (const account of foreignAccounts(stage)) plantCanaries(account);
          let known: ReadonlySet<number> = new Set(
            stage.people
              .filter((person) => person.userId !== null && isVisible(person))
              .map(({ index }) => index),
          );
          for (const query of several) known = await holds(query, stage, known);
          await leavesAlone(attempt, stage);
        },
      );
      const worldsNeeded = Math.ceil(ATTEMPTS / (QUERIES_OF_A_WORLD + 1));
      await fc.assert(property, { numRuns: worldsNeeded, endOnFailure: true });
    },
    60_000 * CASES * PACE,
  );
});

const accountsOf = ({ people }: Stage): readonly StagedAccount[] =>
  people.flatMap(({ accounts }) => accounts);

const foreignAccounts = (stage: Stage): readonly StagedAccount[] =>
  accountsOf(stage).filter(({ scope }) => scope === OTHER);

const isVisible = ({ accounts }: StagedPerson): boolean =>
  accounts.some(({ scope }) => scope === OWN);

/** Puts something into each value that is nowhere else. */
function plantCanaries({ scope, ref }: StagedAccount): void {
  facet.sandbox.backend('EMERITUS').records.set(
    { scope, ref },
    {
      user_id: ref,
      corp_id: scope,
      profile: {
        user_id: ref,
        corp_id: scope,
        name: 'Canary name',
        first_name: 'Canary first',
        last_name: 'Canary last',
        area_code: '91',
        mobile: '9855500010',
        city: 'Canary city',
        company_name: 'Canary Ltd',
      },
      mobile: ['91', '9855500011'],
      mobileBackup: ['91', '9855500012'],
      emails: ['canary@institute.example'],
    },
  );
}

/** The same people, as the caller may know of them: of the others nothing is there. */
const visiblePart = (stage: Stage): Stage => ({
  ...stage,
  people: stage.people.map((person) =>
    isVisible(person)
      ? { ...person, accounts: person.accounts.filter(({ scope }) => scope !== OTHER) }
      : { ...person, userId: null, accounts: [] },
  ),
});

async function holds(
  query: Selection,
  stage: Stage,
  known: ReadonlySet<number>,
): Promise<ReadonlySet<number>> {
  const document = documentOf(query, stage);
  if (!document.fits) return known;
  const visible = visiblePart(stage);
  const { meant, nameOf } = withoutForeignNames(query, stage, document.nameOf);
  const least = leastFor(meant, visible, 0, known, nameOf);
  facet.sandbox.resetLogs();
  const { text, data } = await facet.as(CALLER, document.text, document.variables[0]);
  const story = `${document.text}\n${JSON.stringify(document.variables[0])}\n${text}`;
  expect(text, story).not.toMatch(CANARY);
  for (const id of hiddenIds(stage)) expect(text, story).not.toContain(id);
  const complaints = [
    ...complaintsAbout(least, arrived(facet.sandbox), stage.suffering, new Tally()),
    ...wrongValues(least, data),
    ...facet.reported.map(String),
  ];
  expect(complaints, story).toEqual([]);
  return least.met;
}

const hiddenIds = (stage: Stage): readonly string[] => [
  ...foreignAccounts(stage).flatMap(({ id }) => id ?? []),
  ...stage.people.flatMap((person) => (isVisible(person) ? [] : (person.userId ?? []))),
];

/** A query of nobody where it names somebody by an account of the other corporation. */
function withoutForeignNames(
  query: Selection,
  stage: Stage,
  nameOf: (field: Field) => string,
): { readonly meant: Selection; readonly nameOf: (field: Field) => string } {
  const originals = new Map<Field, Field>();
  const meant = query.map((part) => {
    if (part.kind !== 'field') return part;
    const field = { ...part, argument: part.argument && ownNames(part.argument, stage) };
    originals.set(field, part);
    return field;
  });
  return { meant, nameOf: (field) => nameOf(originals.get(field) ?? field) };
}

function ownNames(argument: Argument, stage: Stage): Argument {
  const own = (naming: Naming): Naming => {
    const last = stage.people[naming.person % stage.people.length]?.accounts.at(-1);
    return naming.how === 'otherAccount' && last?.scope === OTHER
      ? { ...naming, how: 'nobody' }
      : naming;
  };
  switch (argument.kind) {
    case 'by':
    case 'id':
      return { ...argument, value: [own(argument.value[0]), own(argument.value[1])] };
    case 'bys':
    case 'ids':
      return { ...argument, value: [argument.value[0].map(own), argument.value[1].map(own)] };
    case 'representations':
    case 'at':
    case 'fields':
    case 'names':
      return argument;
  }
}

/** A mutation changes nothing that the caller may not know of, and says of it what it says of what does not exist. */
async function leavesAlone(attempt: Attempt, stage: Stage): Promise<void> {
  const before = await hiddenRows(stage);
  const parts = partsIn(attempt, stage);
  const hidden = { user: isHidden(parts.user, stage), account: isHidden(parts.account, stage) };
  const ask = async (tried: typeof parts) => {
    const { document, variables } = written(attempt.mutation, tried);
    facet.sandbox.resetLogs();
    const { text } = await facet.as(CALLER, document, variables);
    return {
      text,
      calls: facet.sandbox.calls(),
      story: `${document}\n${JSON.stringify(variables)}\n${text}`,
    };
  };
  const { text, calls, story } = await ask(parts);
  expect(text, story).not.toMatch(CANARY);
  for (const id of hiddenIds(stage)) expect(text, story).not.toContain(id);
  expect(
    facet.sandbox
      .backend('EMERITUS')
      .requests()
      .filter((request) => JSON.stringify(request).includes(OTHER)),
    story,
  ).toEqual([]);
  expect(await hiddenRows(stage), story).toEqual(before);
  expect(facet.reported.map(String), story).toEqual([]);
  const namesAccount = /^(?:un)?linkAccount$/.test(attempt.mutation);
  const isAboutHidden = hidden.user || (namesAccount && hidden.account);
  if (attempt.mutation === 'createUser' || !isAboutHidden) return;
  const twin = await ask({
    ...parts,
    user: hidden.user ? unknownLike(parts.user) : parts.user,
    account: hidden.account ? unknownLike(parts.account) : parts.account,
  });
  expect({ text: twin.text, calls: twin.calls }, story).toEqual({ text, calls });
}

/** Whether an identifier is one of somebody, or of something, that the caller may not know of. */
function isHidden(by: By, { people }: Stage): boolean {
  const text = JSON.stringify(by);
  if (text.includes(OTHER)) return true;
  const owner = people.find(
    ({ userId, accounts }) =>
      by['id'] === userId ||
      accounts.some(
        ({ ref, alias }) => text.includes(`"${ref}"`) || by['thirdPartyUserId'] === alias,
      ),
  );
  return owner !== undefined && !isVisible(owner);
}

/** What the registry has of the people and accounts that the caller may not know of. */
async function hiddenRows(stage: Stage): Promise<readonly unknown[]> {
  const accounts = accountsOf(stage);
  const rows = await facet.registry.find(
    accounts.map(({ backend, scope, ref }) => ({ by: 'key', backend, scope, ref })),
  );
  const refsOf = (people: readonly StagedPerson[]) =>
    new Set(people.flatMap((person) => person.accounts.map(({ ref }) => ref)));
  const seen = refsOf(stage.people.filter(isVisible));
  return rows.flatMap((row): readonly unknown[] =>
    row.accounts.some(({ ref }) => seen.has(ref))
      ? row.accounts.filter(({ scope }) => scope === OTHER)
      : [row],
  );
}
