import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, isOneProcess, startTestFacet } from '../facet.ts';
import { enter, type Entered } from './person.ts';
import { paced } from '../pace.ts';

const HEADERS = { 'x-facet-trace': 'calls' };

interface Attempt {
  readonly startMs: number;
  readonly waitedMs: number;
  readonly durationMs: number;
  readonly status: number | null;
  readonly bytes: number | null;
  readonly interruption: string | null;
}

interface TracedCall {
  readonly backend: string;
  readonly operation: string;
  readonly attempts: readonly Attempt[];
  readonly startMs: number;
  readonly durationMs: number;
}

interface Trace {
  readonly durationMs: number;
  readonly plan: readonly unknown[];
  readonly calls: readonly TracedCall[];
  readonly saved: unknown;
}

let facet: TestFacet;
let person: Entered;

beforeAll(async () => {
  facet = await startTestFacet({
    environment: { CACHE_TTL_MS: '600000', READ_RETRIES: '1', BACKEND_TIMEOUT_MS: paced(300) },
  });
});
beforeEach(async () => {
  await facet.sandbox.reset();
  person = await enter(facet);
});
afterAll(() => facet.close());

const traced = async (document: string): Promise<Trace> => {
  const { extensions } = await facet.query(document, { id: person.id }, HEADERS);
  return Object(extensions)['trace'];
};

const NAME_AND_CITY =
  'query ($id: ID!) { user(by: { id: $id }) { displayName location { city } } }';

describe.runIf(isOneProcess)('extensions.trace', () => {
  it('tells what was planned, each call in time with the fields that needed it, and what was saved', async () => {
    const trace = await traced(NAME_AND_CITY);
    expect(trace.plan).toContainEqual({
      field: 'displayName',
      sources: [
        { backend: 'CHAKRA', operation: 'user' },
        { backend: 'EMERITUS', operation: 'profile' },
        { backend: 'HAPTIK', operation: 'lastWrite' },
        { backend: 'HAPTIK_TRACT', operation: 'user' },
        { backend: 'VOLT_MX', operation: 'lastWrite' },
      ],
    });
    expect(trace.calls).toEqual([
      expect.objectContaining({
        kind: 'READ',
        backend: 'CHAKRA',
        operation: 'user',
        account: expect.stringMatching(/^acct_/),
        cache: 'MISS',
        ageMs: null,
        status: 200,
        result: 'FOUND',
        error: null,
        fields: ['displayName'],
        attempts: [expect.objectContaining({ status: 200, interruption: null })],
      }),
      expect.objectContaining({ backend: 'EMERITUS', fields: ['location.city'] }),
    ]);
    // TRACT could have told the name, and was not needed.
    expect(trace.saved).toEqual({ notNeeded: 1, fromCache: 0, joined: 0, repeated: 0 });
    for (const { startMs, durationMs } of trace.calls) {
      expect(startMs).toBeGreaterThanOrEqual(0);
      expect(startMs + durationMs).toBeLessThanOrEqual(trace.durationMs + 1);
    }
  });

  it('tells how old an answer from the cache is, and counts it as saved', async () => {
    await traced(NAME_AND_CITY);
    const { calls, saved } = await traced(NAME_AND_CITY);
    expect(calls).toEqual([
      expect.objectContaining({ cache: 'HIT', ageMs: expect.any(Number), attempts: [] }),
      expect.objectContaining({ cache: 'HIT', ageMs: expect.any(Number), attempts: [] }),
    ]);
    expect(saved).toMatchObject({ fromCache: 2 });
  });

  it('tells a call of another request that this one waited for', async () => {
    facet.sandbox.backend('CHAKRA').fault('user', faults.delay(100));
    const both = await Promise.all([traced(NAME_AND_CITY), traced(NAME_AND_CITY)]);
    const chakra = both.flatMap(({ calls }) => calls.filter(({ backend }) => backend === 'CHAKRA'));
    expect(new Set(chakra.map((call) => Object(call)['cache']))).toEqual(
      new Set(['JOINED', 'MISS']),
    );
  });

  it('tells each attempt with its status, and the source that stood in', async () => {
    facet.sandbox.backend('CHAKRA').fault('user', faults.status(503), 3);
    const { calls } = await traced(NAME_AND_CITY);
    const [chakra, emeritus] = calls;
    expect(chakra).toMatchObject({ status: 503, result: 'FAILED', error: 'BACKEND_UNAVAILABLE' });
    expect(chakra?.attempts.map(({ status }) => status)).toContain(503);
    expect(emeritus).toMatchObject({ fields: ['location.city', 'displayName'], status: 200 });
  });

  it('tells of an answer that did not come in time that there was none', async () => {
    facet.sandbox.backend('CHAKRA').fault('user', faults.hang());
    const [chakra] = (await traced('query ($id: ID!) { user(by: { id: $id }) { bio } }')).calls;
    expect(chakra).toMatchObject({
      status: null,
      error: 'BACKEND_TIMEOUT',
      attempts: [{ status: null, bytes: null, interruption: 'timeout' }],
    });
  });

  it('tells the calls of a write', async () => {
    const { calls } = await traced(`mutation ($id: ID!) {
      updatePool(input: { user: { id: $id }, pool: "alive" }) { outcomes { status } }
    }`);
    expect(calls).toEqual([
      expect.objectContaining({ kind: 'WRITE', backend: 'EMERITUS', status: 200, fields: [] }),
    ]);
  });

  it('names the fields of an account and those whose provenance is asked for', async () => {
    const { calls } = await traced(`query ($id: ID!) {
      user(by: { id: $id }) {
        account(at: EMERITUS) { asOf ... on EmeritusAccount { jobTitle } }
        provenance(fields: ["location.city"]) { field }
      }
    }`);
    expect(calls).toEqual([
      expect.objectContaining({
        fields: ['provenance(location.city)', 'EmeritusAccount.asOf', 'EmeritusAccount.jobTitle'],
      }),
    ]);
  });

  it('holds nothing of what identifies a person or was answered of them', async () => {
    const trace = JSON.stringify(
      await traced(`query ($id: ID!) { user(by: { id: $id }) {
        displayName emails { address } phones { number } details accounts { raw }
      } }`),
    );
    const { id: _, ...refs } = person;
    for (const ref of Object.values(refs)) expect(trace).not.toContain(ref);
    expect(trace).not.toMatch(/asha|example|\+91/i);
  });

  it('is there for who asks by `x-facet-trace: calls` alone', async () => {
    const one = await facet.query(NAME_AND_CITY, { id: person.id }, { 'x-facet-trace': '1' });
    expect(Object.keys(one.extensions ?? {})).toEqual(['backendCalls']);
    const none = await facet.query(NAME_AND_CITY, { id: person.id });
    expect(none.extensions).toBeUndefined();
  });
});
