import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '#schema';
import { startTestFacet, type TestFacet } from '../facet.ts';
import { CORPORATION, everything, putRecords } from '../graphql/person.ts';
import { type FaultCase, faultCases } from './faults.ts';
import { paced } from '../pace.ts';

/** A field that only this operation supplies, what it is without it, and a field of another backend beside it. */
const READS = [
  ['HAPTIK_TRACT', 'user', 'device { platform }', { device: { platform: null } }, 'bio'],
  ['HAPTIK_TRACT', 'userDetails', 'details', { details: null }, 'bio'],
  ['CHAKRA', 'user', 'bio', { bio: null }, 'location { city }'],
  ['EMERITUS', 'profile', 'location { city }', { location: { city: null } }, 'bio'],
  [
    'EMERITUS',
    'contact',
    'account(at: EMERITUS) { ... on EmeritusAccount { emails { address } } }',
    { account: { emails: [] } },
    'bio',
  ],
] as const;

const CREATIONS = [
  ['HAPTIK_TRACT', 'createUser', 'UNKNOWN'],
  ['HAPTIK', 'createUser', 'PENDING'],
  ['VOLT_MX', 'createUser', 'PENDING'],
  ['EMERITUS', 'createUser', 'PENDING'],
] as const satisfies readonly (readonly [Backend, string, string])[];

/** Nothing that one case writes may be what another one writes, or waits for. */
const newEmail = (mark: string) => ({ email: `asha${mark}@example.org` });

/** The mutation, what it wants, and the other backends that it changes. */
const UPDATES = [
  ['HAPTIK', 'updateUser', 'updateEmail', newEmail, ['EMERITUS']],
  ['EMERITUS', 'updateEmail', 'updateEmail', newEmail, ['HAPTIK']],
  ['EMERITUS', 'updateOwner', 'updateOwners', (mark) => ({ add: [`owner-${mark}`] }), []],
  ['EMERITUS', 'updatePool', 'updatePool', () => ({ pool: 'public' }), []],
] as const satisfies readonly (readonly [
  Backend,
  string,
  string,
  (mark: string) => object,
  readonly Backend[],
])[];

interface Outcome {
  /** Of owners there are several at the one backend. */
  readonly backend?: Backend;
  readonly status: string;
  readonly error: { readonly code: string; readonly retryable: boolean } | null;
}

const ENVIRONMENT = {
  BACKEND_TIMEOUT_MS: paced(1000),
  // What one case leaves PENDING is not tried again beside the others, against a fault that floods.
  RECOVERY_INTERVAL_MS: '600000',
};

let facet: TestFacet;
let people = 9_870_000_000;

beforeAll(async () => {
  facet = await startTestFacet({ environment: ENVIRONMENT });
});

afterAll(() => facet.close());

/** What every identifier of one person holds, so that a fault can be about this person alone. */
const newMark = (): string => String((people += 1));

const during = async <T>(
  { fault }: FaultCase,
  [backend, operation]: readonly [Backend, string],
  mark: string,
  work: () => Promise<T>,
): Promise<T> => {
  const sandbox = facet.sandbox.backend(backend);
  if (fault) {
    sandbox.faultAbout(mark, operation, fault);
    return work();
  }
  await sandbox.down();
  try {
    return await work();
  } finally {
    await sandbox.up();
  }
};

/** A person with an account at every backend. */
const enter = async (mark: string): Promise<string> => {
  const refs = {
    tract: `tract-${mark}`,
    haptik: `auth${mark}`,
    chakra: `00000000-0000-4000-8000-00${mark}`,
    volt: mark,
    emeritus: `entity-${mark}`,
  };
  putRecords(facet, refs, everything);
  const { records } = facet.sandbox.backend('HAPTIK');
  records.set(refs.haptik, { auth_id: refs.haptik, ...everything.haptik });
  const accounts = [
    { backend: 'HAPTIK_TRACT', scope: '', ref: refs.tract },
    { backend: 'HAPTIK', scope: '', ref: refs.haptik, written: everything.haptik },
    { backend: 'CHAKRA', scope: '', ref: refs.chakra },
    { backend: 'EMERITUS', scope: CORPORATION, ref: refs.emeritus },
  ] as const;
  await facet.registry.seed([accounts], { kind: 'LINK', actor: 'test', evidence: 'test' });
  return refs.haptik;
};

const outcomesOf = async (mutation: string, input: unknown): Promise<readonly Outcome[]> => {
  const which = mutation === 'updateOwners' ? '' : 'backend';
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  const { data, errors } = await facet.query(
    `mutation ($input: ${type}) { ${mutation}(input: $input) {
      outcomes { ${which} status error { code retryable } } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  const payload = data?.[mutation] as unknown as { readonly outcomes: readonly Outcome[] };
  return payload.outcomes;
};

const newcomer = (mark: string) => ({
  displayName: 'Nia New',
  givenName: 'Nia',
  familyName: 'New',
  email: `nia${mark}@example.net`,
  phone: `+91${mark}`,
  location: { country: 'IN' },
  haptikTract: { userId: `newcomer-${mark}` },
});

/** The rows with each of their faults. */
const cases = <Row extends readonly [Backend, string, ...unknown[]]>(
  rows: readonly Row[],
  which: (fault: FaultCase) => boolean,
): readonly (readonly [string, Row, FaultCase])[] =>
  rows.flatMap((row) =>
    faultCases
      .filter((fault) => which(fault) && (fault.only?.(row[0], row[1]) ?? true))
      .map((fault) => [`${row[0]} ${row[1]}: ${fault.name} is ${fault.code}`, row, fault] as const),
  );

/** At the same time, since some of them take a time-out; but a backend that is down is down for everybody. */
describe.each([
  ['at once', { concurrent: true }, ({ fault }: FaultCase) => fault !== undefined],
  ['one by one', {}, ({ fault }: FaultCase) => fault === undefined],
] as const)('a fault of one backend (%s)', (_name, options, which) => {
  it.each(cases(READS, which))('%s', options, async (_title, row, fault) => {
    const [backend, operation, selection, lost, sibling] = row;
    const mark = newMark();
    const authId = await enter(mark);
    const query = `{ user(by: { authId: "${authId}" }) { ${sibling} ${selection} } }`;
    const healthy = await facet.query(query);
    expect(healthy.errors).toBeUndefined();
    const { data, errors } = await during(fault, [backend, operation], mark, () =>
      facet.query(query),
    );
    const { code, retryable } = fault;
    const own = errors?.find((error) => error.path?.join() === ['user', ...pathOf(lost)].join());
    expect(own?.extensions).toMatchObject({ code, backend, retryable });
    // Whatever else was asked for is there as ever.
    expect(data).toEqual({ user: { ...Object(healthy.data?.['user']), ...lost } });
  });

  it.each(cases(CREATIONS, which))('%s', options, async (_title, row, fault) => {
    const [backend, operation, unclear] = row;
    const mark = newMark();
    const input = { ...newcomer(mark), backends: [backend, 'HAPTIK', 'EMERITUS'] };
    const outcomes = await during(fault, [backend, operation], mark, () =>
      outcomesOf('createUser', input),
    );
    const status = fault.outcome === 'PENDING' ? unclear : fault.outcome;
    const { code } = fault;
    // What is UNKNOWN is not to be sent again without a look.
    const retryable = fault.retryable && status !== 'UNKNOWN';
    const others = (['HAPTIK', 'EMERITUS'] as const).filter((other) => other !== backend);
    expect(outcomes).toContainEqual({ backend, status, error: { code, retryable } });
    for (const other of others) {
      expect(outcomes).toContainEqual({ backend: other, status: 'CREATED', error: null });
    }
  });

  it.each(cases(UPDATES, which))('%s', options, async (_title, row, fault) => {
    const [backend, operation, mutation, change, others] = row;
    const mark = newMark();
    // A write that is not over holds up the later ones of its person: each case has one of its own.
    const input = { user: { authId: await enter(mark) }, ...change(mark) };
    const outcomes = await during(fault, [backend, operation], mark, () =>
      outcomesOf(mutation, input),
    );
    const { code, retryable, outcome: status } = fault;
    const where = mutation === 'updateOwners' ? {} : { backend };
    expect(outcomes).toContainEqual({ ...where, status, error: { code, retryable } });
    for (const other of others) {
      expect(outcomes).toContainEqual({ backend: other, status: 'UPDATED', error: null });
    }
  });
});

/** Down to what is lost. */
function* pathOf(lost: object): Generator<string> {
  for (const [name, below] of Object.entries(lost)) {
    yield name;
    if (below !== null && !Array.isArray(below)) yield* pathOf(below);
  }
}

it('is the table of docs/failures.md', () => {
  const failures = readFileSync(new URL('../../docs/failures.md', import.meta.url), 'utf8');
  const rows = faultCases.map(
    ({ name, code, retryable, outcome }) =>
      `| ${name} | \`${code}\` | ${retryable ? 'yes' : 'no'} | \`${outcome}\` |`,
  );
  const heading = '| what comes back | code | retryable | a write is |';
  const table = failures.slice(failures.indexOf(heading)).split('\n\n')[0]?.split('\n').slice(2);
  expect(table).toEqual(rows);
});
