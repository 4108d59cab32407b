import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type Answer, type TestFacet, startTestFacet } from '../facet.ts';
import { unset } from '../unset.ts';
import { type Wire, CORPORATION, enter, everything, nowhere } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

const NOTICES = 'notices { field backend code message }';

interface Notice {
  readonly field: string;
  readonly backend: string;
  readonly code: string;
  readonly message: string;
}

async function read(fields: string, wire: Partial<Wire> = {}) {
  const { id } = await enter(facet, wire);
  facet.sandbox.resetLogs();
  return facet.query(`query ($id: ID!) { user(by: { id: $id }) { ${fields} } }`, { id });
}

const noticesIn = ({ data }: Answer): readonly Notice[] => Object(data).user.notices;

const READS = {
  HAPTIK_TRACT: ['user', 'userDetails'],
  CHAKRA: ['user'],
  EMERITUS: ['profile', 'contact'],
} as const;

const UNIFIED = `displayName givenName familyName email emails { address } phone phones { number } gender age bio
  timezone location { city country } employment { company team } device { platform model } details
  reportees { id } customData owners`;

const ACCOUNTS = `accounts { origin raw
  ... on HaptikTractAccount { userName detailsAvailable details }
  ... on HaptikAccount { mobileNumber device { model } }
  ... on ChakraAccount { timezone birthDate reportees { id } chakraEmails: emails { address } phones { number } }
  ... on VoltMxAccount { country subscriptions { sms } }
  ... on EmeritusAccount { name linkedinUrl age owners phones { number } } }`;

/** What `errors` and `extensions.warnings` say, each once, without its place. */
function currentOutcome({ errors = [], extensions }: Answer): ReadonlySet<string> {
  const warnings = (extensions?.['warnings'] ?? []) as readonly Notice[];
  const failures = errors.map(({ message, extensions: { code, backend } }) => ({
    code,
    backend,
    message,
  }));
  return new Set(
    [...warnings, ...failures].map(({ backend, code, message }) =>
      [backend, code, message].map(String).join(' '),
    ),
  );
}

const asTold = (notices: readonly Notice[]): ReadonlySet<string> =>
  new Set(notices.map(({ backend, code, message }) => `${backend} ${code} ${message}`));

describe('notices', () => {
  it('are none when all went well, and cost no call by themselves', async () => {
    expect(noticesIn(await read(NOTICES))).toEqual([]);
    expect(facet.sandbox.calls()).toEqual({});
    expect(noticesIn(await read(`${NOTICES} bio ${ACCOUNTS}`))).toEqual([]);
  });

  it('tell of a value that could not be had, and of one that another source stood in for', async () => {
    facet.sandbox.backend('EMERITUS').fault('profile', faults.status(500));
    const answer = await read(`${NOTICES} location { town: city country } displayName`, {
      chakra: { displayName: ' ' },
    });
    const message = expect.stringContaining('EMERITUS');
    expect(noticesIn(answer)).toEqual([
      { field: 'location.city', backend: 'EMERITUS', code: 'BACKEND_UNAVAILABLE', message },
      { field: 'displayName', backend: 'EMERITUS', code: 'BACKEND_UNAVAILABLE', message },
    ]);
    expect(noticesIn(answer)[1]?.message).toContain('Another source stood in.');
    expect(noticesIn(answer)[0]?.message).not.toContain('stood in');
  });

  it('name every source that failed of a field that none has', async () => {
    for (const backend of ['CHAKRA', 'EMERITUS'] as const) {
      facet.sandbox
        .backend(backend)
        .fault(backend === 'CHAKRA' ? 'user' : 'profile', faults.status(403));
    }
    const answer = await read(`gender ${NOTICES}`);
    expect(noticesIn(answer).map(({ backend, code, field }) => [field, backend, code])).toEqual([
      ['gender', 'CHAKRA', 'BACKEND_UNAUTHORIZED'],
      ['gender', 'EMERITUS', 'BACKEND_UNAUTHORIZED'],
    ]);
    expect(answer.errors).toHaveLength(1);
  });

  it.each([
    ['an account’s field', 'account(at: CHAKRA) { ... on ChakraAccount { timezone } }', 'timezone'],
    ['a unified field under two names', 'one: timezone two: timezone', 'timezone'],
  ])('tell once of what cannot be understood of %s', async (_what, fields, field) => {
    const answer = await read(`${fields} ${NOTICES}`, { chakra: { timezone: 'Mars/Phobos' } });
    expect(noticesIn(answer)).toMatchObject([
      { field, backend: 'CHAKRA', code: 'BACKEND_CONTRACT' },
    ]);
  });

  it('tell of a part of a list, and of the main read', async () => {
    const emeritus = facet.sandbox.backend('EMERITUS');
    emeritus.fault('contact', faults.status(500), 1);
    const answer = await read(
      `account(at: EMERITUS) { ... on EmeritusAccount { phones { number } } } ${NOTICES}`,
    );
    expect(noticesIn(answer)).toMatchObject([{ field: 'phones', backend: 'EMERITUS' }]);
    emeritus.fault('profile', faults.status(500));
    const main = await read(`account(at: EMERITUS) { origin asOf } ${NOTICES}`);
    expect(noticesIn(main)).toMatchObject([{ field: 'origin' }, { field: 'asOf' }]);
  });

  it('say nothing of what is not selected', async () => {
    facet.sandbox.backend('EMERITUS').fault('profile', faults.status(500));
    expect(noticesIn(await read(`bio accounts { id } ${NOTICES}`))).toEqual([]);
  });

  it.each([
    ['nothing', []],
    ['HAPTIK_TRACT', ['HAPTIK_TRACT']],
    ['CHAKRA', ['CHAKRA']],
    ['EMERITUS', ['EMERITUS']],
    ['everything', ['HAPTIK_TRACT', 'CHAKRA', 'EMERITUS']],
  ] as const)('say what errors and warnings say when %s fails', async (_what, failing) => {
    for (const backend of failing) {
      for (const operation of READS[backend]) {
        facet.sandbox.backend(backend).fault(operation, faults.status(500));
      }
    }
    const broken = {
      chakra: { ...everything.chakra, timezone: 'Mars/Phobos', phones: ['n/a', '+919800000003'] },
      haptik: { ...everything.haptik, mobile_no: '98' },
      volt: { ...everything.volt, country: 'Atlantis', smsSubscription: 'perhaps' },
      profile: { ...everything.profile, linkedin_url: 'x:y' },
    };
    for (const fields of [UNIFIED, ACCOUNTS]) {
      const answer = await read(`${fields} ${NOTICES}`, broken);
      const said = currentOutcome(answer);
      const noticed = asTold(noticesIn(answer));
      expect([...said].filter((one) => !noticed.has(one))).toEqual([]);
      // Of several failures of one field `errors` has the first.
      const codes = new Set([...said].map((one) => one.split(' ', 2).join(' ')));
      expect([...noticed].filter((one) => !codes.has(one.split(' ', 2).join(' ')))).toEqual([]);
    }
  });

  it('wait for what stands after them, make no call more, and belong to their own person', async () => {
    const reportee = await enter(facet, { ...nowhere, chakra: { timezone: 'Mars/Phobos' } });
    const { id } = await enter(facet, { ...nowhere, chakra: { reportees: [reportee.chakra] } });
    facet.sandbox.resetLogs();
    const { data } = await facet.query(
      `query ($id: ID!) { user(by: { id: $id }) {
        early: ${NOTICES} reportees { ...Noticed } late: ${NOTICES} bio } }
      fragment Noticed on User { said: ${NOTICES} timezone }`,
      { id },
    );
    const said = [{ field: 'timezone', backend: 'CHAKRA', code: 'BACKEND_CONTRACT' }];
    expect(Object(data).user).toMatchObject({ early: [], late: [], reportees: [{ said }] });
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 2 } });
  });

  it('come with entities, where a gateway drops all else', async () => {
    const { id } = await enter(facet, { chakra: { timezone: 'Mars/Phobos' } });
    const { data } = await facet.query(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User { ${NOTICES} timezone } } }`,
      {
        of: [
          { __typename: 'User', id },
          { __typename: 'User', id },
        ],
      },
    );
    const said = { notices: [{ field: 'timezone' }] };
    expect(Object(data)._entities).toMatchObject([said, said]);
  });

  it('tell of a budget that was too small', async () => {
    const small = await startTestFacet({ environment: { MAX_BACKEND_CALLS: '1' } });
    const { id } = await enter(small);
    const { data } = await small.query(
      `query ($id: ID!) { user(by: { id: $id }) { bio location { city } ${NOTICES} } }`,
      { id },
    );
    await small.close();
    expect(Object(data).user.notices).toMatchObject([{ code: 'BUDGET_EXCEEDED' }]);
  });

  it('tell of an account at a backend that is not configured', async () => {
    const without = await startTestFacet({ environment: unset('EMERITUS') });
    const { id } = await enter(without, { ...nowhere, haptik: {} });
    await without.registry.link(
      id,
      { backend: 'EMERITUS', scope: CORPORATION, ref: 'entity-x' },
      { kind: 'LINK', actor: 'test', evidence: 'test' },
    );
    const { data } = await without.query(
      `query ($id: ID!) { user(by: { id: $id }) { location { city } account(at: EMERITUS) { raw } ${NOTICES} } }`,
      { id },
    );
    await without.close();
    const notices: readonly Notice[] = Object(data).user.notices;
    expect(new Set(notices.map(({ field }) => field))).toEqual(new Set(['location.city', 'raw']));
    for (const notice of notices) {
      expect(notice).toMatchObject({ backend: 'EMERITUS', code: 'NOT_CONFIGURED' });
    }
  });
});
