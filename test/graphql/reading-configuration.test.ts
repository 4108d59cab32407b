import { afterEach, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import {
  CORPORATION,
  OTHER_CORPORATION,
  enter,
  everything,
  freshRefs,
  putEntity,
} from './person.ts';
import { unset } from '../unset.ts';

let facet: TestFacet;

afterEach(() => facet.close());

async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  facet = await startTestFacet({ environment });
}

const CAUSE = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;

describe('a backend that is not configured', () => {
  it('has no values, no errors and no calls, and says so', async () => {
    await start({
      ...unset('CHAKRA', 'HAPTIK', 'EMERITUS'),
      EMERITUS_CORP_ID: CORPORATION,
    });
    const { id, chakra, emeritus } = await enter(facet);
    const { data, errors, extensions } = await facet.query(
      `query ($id: ID!) { user(by: { id: $id }) {
        displayName bio gender emails { address } reportees { id }
        account(at: CHAKRA) { ref origin raw ... on ChakraAccount { bio phones { number } } }
        provenance(fields: ["bio"]) { candidates { backend state } }
      } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    const warnings = Object(extensions).warnings as readonly Record<
      'backend' | 'code' | 'path',
      string
    >[];
    expect(warnings.every(({ code }) => code === 'NOT_CONFIGURED')).toBe(true);
    expect(warnings.map(({ backend, path }) => `${backend} ${[path].flat().join('.')}`)).toEqual([
      'CHAKRA user.displayName',
      'EMERITUS user.displayName',
      'CHAKRA user.bio',
      'CHAKRA user.gender',
      'EMERITUS user.gender',
      'CHAKRA user.emails',
      'EMERITUS user.emails',
      'CHAKRA user.reportees',
      'CHAKRA user.account.origin',
      'CHAKRA user.account.raw',
      'CHAKRA user.account.bio',
      'CHAKRA user.account.phones',
    ]);
    expect(data).toEqual({
      user: {
        displayName: 'Asha of Haptik',
        bio: null,
        gender: null,
        emails: [{ address: 'asha@haptik.example' }, { address: 'asha@volt.example' }],
        reportees: [],
        account: { ref: chakra, origin: null, raw: null, bio: null, phones: [] },
        provenance: [{ candidates: [{ backend: 'CHAKRA', state: 'NOT_CONFIGURED' }] }],
      },
    });
    expect(facet.sandbox.calls()).toEqual({});
    const backends = await facet.query('{ backends { backend status } }');
    expect(backends.data).toEqual({
      backends: [
        { backend: 'HAPTIK_TRACT', status: 'UNKNOWN' },
        { backend: 'HAPTIK', status: 'NOT_CONFIGURED' },
        { backend: 'CHAKRA', status: 'NOT_CONFIGURED' },
        { backend: 'VOLT_MX', status: 'UNKNOWN' },
        { backend: 'EMERITUS', status: 'NOT_CONFIGURED' },
      ],
    });
    const found = await facet.query(`query ($known: [UserBy!]!) { users(by: $known) { id } }`, {
      known: [
        { chakraId: chakra },
        { emeritus: { userId: emeritus } },
        { chakraId: freshRefs().chakra },
      ],
    });
    expect({ data: found.data, errors: found.errors }).toEqual({
      data: { users: [{ id }, { id }, null] },
    });
  });
});

describe('several corporations at Emeritus', () => {
  it('take turns: the configured one first, the next where that has no value', async () => {
    await start();
    const { id, emeritus } = await enter(facet, {
      chakra: null,
      haptik: null,
      volt: null,
      tract: null,
      profile: { name: 'Asha of the academy', job_title: ' ' },
      mobile: [],
      mobileBackup: [],
      emails: ['both@emeritus.example'],
    });
    putEntity(facet, OTHER_CORPORATION, emeritus, {
      profile: { name: 'Asha of the institute', job_title: 'Dean' },
      mobile: ['91', '9800000009'],
      mobileBackup: [],
      emails: ['BOTH@emeritus.example', 'institute@emeritus.example'],
    });
    const other = { backend: 'EMERITUS', scope: OTHER_CORPORATION, ref: emeritus } as const;
    await facet.registry.link(id, other, CAUSE);
    const { data, errors } = await facet.query(
      `query ($by: UserBy!) { user(by: $by) {
        id displayName employment { jobTitle } phone emails { address }
        account(at: EMERITUS) { ... on EmeritusAccount { corpId name } }
        accounts { ... on EmeritusAccount { corpId name emails { address } } }
      } }`,
      { by: { emeritus: { userId: emeritus, corpId: OTHER_CORPORATION } } },
    );
    expect(errors).toBeUndefined();
    const academy = { corpId: CORPORATION, name: 'Asha of the academy' };
    expect(data).toEqual({
      user: {
        id,
        displayName: 'Asha of the academy',
        employment: { jobTitle: 'Dean' },
        phone: '+919800000009',
        emails: [{ address: 'both@emeritus.example' }, { address: 'institute@emeritus.example' }],
        account: academy,
        accounts: [
          { ...academy, emails: [{ address: 'both@emeritus.example' }] },
          {
            corpId: OTHER_CORPORATION,
            name: 'Asha of the institute',
            emails: [
              { address: 'BOTH@emeritus.example' },
              { address: 'institute@emeritus.example' },
            ],
          },
        ],
      },
    });
  });

  it('are each asked for all that stands in for a city before the next one is asked', async () => {
    await start();
    const profile = { city: null, city_raw: 'Chennai, TN', city_mobile: 'Coimbatore' };
    const { id, emeritus } = await enter(facet, { profile });
    putEntity(facet, OTHER_CORPORATION, emeritus, { ...everything, profile: { city: 'Pune' } });
    const other = { backend: 'EMERITUS', scope: OTHER_CORPORATION, ref: emeritus } as const;
    await facet.registry.link(id, other, CAUSE);
    facet.sandbox.resetLogs();
    const { data } = await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { location { city } } }',
      { id },
    );
    expect(data).toEqual({ user: { location: { city: 'Chennai, TN' } } });
    expect(facet.sandbox.calls()).toEqual({ EMERITUS: { profile: 1 } });
    const provenance = await facet.query(
      `query ($id: ID!) { user(by: { id: $id }) {
        provenance(fields: ["location.city"]) { candidates { backendField state } } } }`,
      { id },
    );
    const states = [
      ['city', 'EMPTY'],
      ['city_raw', 'CHOSEN'],
      ['city_mobile', 'DIFFERS'],
      ['city', 'DIFFERS'],
      ['city_raw', 'EMPTY'],
      ['city_mobile', 'EMPTY'],
    ];
    expect(provenance.data).toEqual({
      user: {
        provenance: [
          { candidates: states.map(([backendField, state]) => ({ backendField, state })) },
        ],
      },
    });
  });

  it('put the configured one first, whichever was linked first', async () => {
    await start({ EMERITUS_CORP_ID: OTHER_CORPORATION, EMERITUS_CORP_IDS: CORPORATION });
    const { id, emeritus } = await enter(facet);
    const ref = `${emeritus}-2`;
    putEntity(facet, OTHER_CORPORATION, ref, { ...everything, profile: { age: 19 } });
    await facet.registry.link(id, { backend: 'EMERITUS', scope: OTHER_CORPORATION, ref }, CAUSE);
    const { data } = await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { age account(at: EMERITUS) { ref } } }',
      { id },
    );
    expect(data).toEqual({ user: { age: 19, account: { ref } } });
  });
});

describe('PRECEDENCE', () => {
  it('reorders the backends of a field, and leaves out those that it does not name', async () => {
    await start({ PRECEDENCE: 'displayName = EMERITUS, HAPTIK_TRACT; phones = HAPTIK' });
    const { id } = await enter(facet);
    const document = `query ($id: ID!) { user(by: { id: $id }) {
      displayName gender phones { number }
      provenance(fields: ["displayName"]) { candidates { backend state } }
    } }`;
    const { data } = await facet.query(document, { id });
    expect(data).toEqual({
      user: {
        displayName: 'Asha of Emeritus',
        gender: 'FEMALE',
        phones: [{ number: '+919800000002' }],
        provenance: [
          {
            candidates: [
              { backend: 'EMERITUS', state: 'CHOSEN' },
              { backend: 'HAPTIK_TRACT', state: 'DIFFERS' },
            ],
          },
        ],
      },
    });
    const { id: nameless } = await enter(facet, { profile: {}, tract: {} });
    expect(
      Object((await facet.query(document, { id: nameless })).data).user.displayName,
    ).toBeNull();
  });
});

describe('extensions.backendCalls', () => {
  it('counts what arrived by backend and operation, for those who ask', async () => {
    await start();
    const { id } = await enter(facet);
    const document = `query ($id: ID!) {
      a: user(by: { id: $id }) { displayName details phones { number } }
      b: user(by: { id: $id }) { bio email emails { address } }
    }`;
    const traced = await facet.query(document, { id }, { 'x-facet-trace': '1' });
    expect(traced.extensions).toEqual({ backendCalls: facet.sandbox.calls() });
    expect(facet.sandbox.calls()).toEqual({
      HAPTIK_TRACT: { user: 1, userDetails: 1 },
      CHAKRA: { user: 1 },
      EMERITUS: { profile: 1, contact: 3 },
    });
    expect((await facet.query(document, { id })).extensions).toBeUndefined();
    const free = await facet.query('{ __typename }', {}, { 'x-facet-trace': '1' });
    expect(free.extensions).toEqual({ backendCalls: {} });
  });
});
