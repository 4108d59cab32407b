import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../src/schema.generated.ts';
import { startTestFacet, type TestFacet } from '../facet.ts';
import { type FaultCase, faultCases } from './faults.ts';

/** A field that only this backend has, and one of another backend beside it. */
const READS = [
  ['HAPTIK_TRACT', 'user', 'device { platform }', ['device', 'platform'], 'bio'],
  ['CHAKRA', 'user', 'bio', ['bio'], 'device { platform }'],
  ['EMERITUS', 'profile', 'location { city }', ['location', 'city'], 'bio'],
] as const;

const CREATIONS = [
  ['HAPTIK_TRACT', 'createUser', 'UNKNOWN'],
  ['HAPTIK', 'createUser', 'PENDING'],
  ['VOLT_MX', 'createUser', 'PENDING'],
  ['EMERITUS', 'createUser', 'PENDING'],
] as const satisfies readonly (readonly [Backend, string, string])[];

const UPDATES = [
  ['HAPTIK', 'updateUser'],
  ['EMERITUS', 'updateEmail'],
] as const;

const OUTCOME = 'backend status error { code retryable }';

interface Outcome {
  readonly backend: Backend;
  readonly status: string;
  readonly error: { readonly code: string; readonly retryable: boolean } | null;
}

let facet: TestFacet;
let people = 0;

beforeAll(async () => {
  facet = await startTestFacet({ people: true, environment: { BACKEND_TIMEOUT_MS: '700' } });
});

afterAll(() => facet.close());

const during = async <T>(
  { begin }: FaultCase,
  backend: Backend,
  operation: string,
  work: () => Promise<T>,
): Promise<T> => {
  const end = await begin(facet.sandbox.backend(backend), operation);
  try {
    return await work();
  } finally {
    await end();
  }
};

const casesAt = (backend: Backend, operation: string): readonly FaultCase[] =>
  faultCases.filter(({ only }) => only?.(backend, operation) ?? true);

const outcomesOf = async (mutation: string, input: unknown): Promise<readonly Outcome[]> => {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;
  const { data, errors } = await facet.query(
    `mutation ($input: ${type}) { ${mutation}(input: $input) { outcomes { ${OUTCOME} } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  const payload = data?.[mutation] as unknown as { readonly outcomes: readonly Outcome[] };
  return payload.outcomes;
};

const newcomer = () => {
  people += 1;
  return {
    displayName: 'Nia New',
    givenName: 'Nia',
    familyName: 'New',
    email: `nia${people}@example.net`,
    phone: `+9198${String(70_000_000 + people)}`,
    location: { country: 'IN' },
    haptikTract: { userId: `newcomer-${people}` },
  };
};

/** A person with an account at both backends that are updated; the Haptik id. */
const created = async (): Promise<string> => {
  const authId = `newcomer${people + 1}`;
  const input = { ...newcomer(), haptik: { authId }, backends: ['HAPTIK', 'EMERITUS'] };
  const outcomes = await outcomesOf('createUser', input);
  expect(outcomes.filter(({ status }) => status === 'CREATED')).toHaveLength(2);
  return authId;
};

describe.each(READS)('%s, %s', (backend, operation, selection, path, sibling) => {
  it.each(casesAt(backend, operation))('$name is $code', async (fault) => {
    const query = `{ user(by: { authId: "facetauth1001" }) { ${selection} beside: username ${sibling} } }`;
    const { data, errors } = await during(fault, backend, operation, () => facet.query(query));
    const { code, retryable } = fault;
    const own = errors?.find((error) => error.path?.join() === ['user', ...path].join());
    expect(own?.extensions).toEqual({ code, backend, retryable });
    const healthy = await facet.query(query);
    expect(healthy.errors).toBeUndefined();
    // Whatever else was asked for is there as ever.
    const hidden = backend === 'CHAKRA' ? { beside: null } : {};
    const lost = path.length === 2 ? { [path[0]]: { [path[1]]: null } } : { [path[0]]: null };
    expect(data).toEqual({ user: { ...Object(healthy.data?.['user']), ...hidden, ...lost } });
  });
});

describe.each(CREATIONS)('%s, %s', (backend, operation, unclear) => {
  it.each(casesAt(backend, operation))('$name is $code', async (fault) => {
    const input = { ...newcomer(), backends: [backend, 'HAPTIK', 'EMERITUS'] };
    const outcomes = await during(fault, backend, operation, () => outcomesOf('createUser', input));
    const status = fault.outcome === 'PENDING' ? unclear : fault.outcome;
    const { code, retryable } = fault;
    const others = (['HAPTIK', 'EMERITUS'] as const).filter((other) => other !== backend);
    expect(outcomes).toContainEqual({ backend, status, error: { code, retryable } });
    for (const other of others) {
      expect(outcomes).toContainEqual({ backend: other, status: 'CREATED', error: null });
    }
  });
});

describe.each(UPDATES)('%s, %s', (backend, operation) => {
  it.each(casesAt(backend, operation))('$name is $code', async (fault) => {
    // A write that is not over holds up the later ones of its person: each case has one of its own.
    const input = { user: { authId: await created() }, email: `nia${people}@example.org` };
    const outcomes = await during(fault, backend, operation, () =>
      outcomesOf('updateEmail', input),
    );
    const { code, retryable, outcome: status } = fault;
    expect(outcomes).toContainEqual({ backend, status, error: { code, retryable } });
    const other = backend === 'HAPTIK' ? 'EMERITUS' : 'HAPTIK';
    expect(outcomes).toContainEqual({ backend: other, status: 'UPDATED', error: null });
  });
});

it('is what README says', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = faultCases.map(
    ({ name, code, retryable, outcome }) =>
      `| ${name} | \`${code}\` | ${retryable ? 'yes' : 'no'} | \`${outcome}\` |`,
  );
  const heading = '| what comes back | code | retryable | a write is |';
  const table = readme.slice(readme.indexOf(heading)).split('\n\n')[0]?.split('\n').slice(2);
  expect(table).toEqual(rows);
});
