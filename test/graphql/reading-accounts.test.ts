import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainEmail } from '#normalise';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, CORPORATION, enter, everything, nowhere } from './person.ts';

let facet: TestFacet;
let asha: Entered;

beforeAll(async () => {
  facet = await startTestFacet();
  asha = await enter(facet, {}, { ectUserId: 'ect-1' });
});
afterAll(() => facet.close());

const EMAILS = [
  {
    ...plainEmail('primary@chakra.example'),
    kind: 'PERSONAL',
    verified: false,
    primary: true,
    source: 'CHAKRA',
  },
  {
    ...plainEmail('asha@chakra.example'),
    kind: 'WORK',
    verified: true,
    primary: false,
    createdAt: '2024-01-02T00:00:00.000Z',
    updatedAt: '2024-01-03T00:00:00.000Z',
    backendId: 'e1',
    source: 'CHAKRA',
  },
];

const EMAIL_FIELDS =
  'emails { address kind verified primary createdAt updatedAt backendId source }';

/** Each account type's own fields. */
const ACCOUNTS: Readonly<Record<Backend, readonly (readonly [string, unknown])[]>> = {
  HAPTIK_TRACT: [
    ['thirdPartyUserId', 'wa-919800000001'],
    ['ectUserId', 'ect-1'],
    ['userName', 'Asha of TRACT'],
    ['devicePlatform', 'WHATSAPP'],
    ['detailsAvailable', ['city', 'plan']],
    ['details', { city: 'Pune', plan: 'gold' }],
    ['details(names: ["city"])', { city: 'Pune' }],
  ],
  HAPTIK: [
    ['mobileNumber', '+919800000002'],
    ['email', 'asha@haptik.example'],
    ['name', 'Asha of Haptik'],
    ['language', 'hi'],
    [
      'device { platform model osVersion packageName }',
      {
        platform: null,
        model: 'Pixel 9',
        osVersion: 'Android 16',
        packageName: 'com.example.facet',
      },
    ],
    ['customData', { plan: 'gold', visits: 12, newsletter: true }],
  ],
  CHAKRA: [
    ['username', 'asha'],
    ['firstName', 'Asha C'],
    ['middleName', 'Devi'],
    ['lastName', 'Rao C'],
    ['displayName', 'Asha of Chakra'],
    ['gender', 'FEMALE'],
    ['birthDate', '1990-05-17'],
    ['bio', 'Looks after people.'],
    ['profileImageUrl', 'https://img.example.com/face.png'],
    ['coverImageUrl', 'http://img.example.com/cover.jpg'],
    ['timezone', 'Asia/Kolkata'],
    ['active', true],
    ['deleted', true],
    ['deletedAt', '2025-06-01T00:00:00.000Z'],
    ['availabilityStatus', 'AVAILABLE'],
    ['team', 'Aurora'],
    ['role', 'supervisor'],
    [EMAIL_FIELDS, EMAILS],
    [
      'phones { number kind source }',
      [
        { number: '+919800000004', kind: 'OTHER', source: 'CHAKRA' },
        { number: '+919800000003', kind: 'OTHER', source: 'CHAKRA' },
      ],
    ],
    ['reportees { id }', []],
    ['data', { seats: 3 }],
    ['onboardingData', [1, 'two']],
    ['profile', 'any JSON'],
    ['createdAt', '2023-04-12T09:30:00.000Z'],
    ['updatedAt', '2024-05-13T10:31:00.000Z'],
  ],
  VOLT_MX: [
    ['firstName', 'Asha V'],
    ['lastName', 'Rao V'],
    ['email', 'asha@volt.example'],
    ['mobileNumber', '+919800000005'],
    ['country', 'US'],
    ['state', 'California'],
    ['subscriptions { email sms voice }', { email: true, sms: false, voice: false }],
    ['lastActiveAt', '2025-06-01T02:45:00.000Z'],
  ],
  EMERITUS: [
    ['corpId', CORPORATION],
    ['name', 'Asha of Emeritus'],
    ['firstName', 'Asha E'],
    ['lastName', 'Rao E'],
    ['gender', 'MALE'],
    ['age', 41],
    ['city', 'Chennai'],
    ['company', 'Example Analytics'],
    ['jobTitle', 'Head of Care'],
    ['department', 'People'],
    ['industry', 'Education'],
    ['linkedinUrl', 'https://www.example.com/in/asha'],
    [
      'phones { number kind source }',
      [
        { number: '+919800000007', kind: 'MOBILE', source: 'EMERITUS' },
        { number: '+919800000006', kind: 'MOBILE', source: 'EMERITUS' },
        { number: '+919800000008', kind: 'MOBILE_BACKUP', source: 'EMERITUS' },
      ],
    ],
    ['cityRaw', 'Chennai, TN'],
    ['cityMobile', 'Coimbatore'],
    ['profilePhone', '+919800000006'],
    ['mobile', '+919800000007'],
    ['mobileBackup', '+919800000008'],
    [
      EMAIL_FIELDS,
      [
        { ...plainEmail('asha@emeritus.example'), source: 'EMERITUS' },
        { ...plainEmail('asha@chakra.EXAMPLE'), source: 'EMERITUS' },
      ],
    ],
    ['owners', ['owner-2', 'owner-1']],
    ['pool', 'alive'],
  ],
};

const TYPES = {
  HAPTIK_TRACT: 'HaptikTractAccount',
  HAPTIK: 'HaptikAccount',
  CHAKRA: 'ChakraAccount',
  VOLT_MX: 'VoltMxAccount',
  EMERITUS: 'EmeritusAccount',
} as const;

type Backend = keyof typeof TYPES;

const BACKENDS = Object.keys(TYPES) as readonly Backend[];

const refOf = (backend: Backend, { tract, haptik, chakra, volt, emeritus }: Entered): string =>
  ({ HAPTIK_TRACT: tract, HAPTIK: haptik, CHAKRA: chakra, VOLT_MX: volt, EMERITUS: emeritus })[
    backend
  ];

async function accountOf(backend: Backend, selection: string, id = asha.id): Promise<unknown> {
  const { data, errors } = await facet.query(
    `query ($id: ID!, $at: Backend!) {
      user(by: { id: $id }) { account(at: $at) { ... on ${TYPES[backend]} { ${selection} } } }
    }`,
    { id, at: backend },
  );
  expect(errors).toBeUndefined();
  return Object(data?.['user']).account;
}

describe.each(BACKENDS)('an account at %s', (backend) => {
  it.each(ACCOUNTS[backend])('shows %s', async (selection, value) => {
    expect(await accountOf(backend, `value: ${selection}`)).toEqual({ value });
  });

  it('says whose it is and how it is known there, at no call', async () => {
    facet.sandbox.resetLogs();
    expect(await accountOf(backend, '__typename id backend ref user { id }')).toEqual({
      __typename: TYPES[backend],
      id: expect.stringMatching(/^acct_/),
      backend,
      ref: refOf(backend, asha),
      user: { id: asha.id },
    });
    expect(facet.sandbox.calls()).toEqual({});
  });
});

describe('origin, asOf and raw', () => {
  const main = 'origin asOf raw';
  const asOf = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);

  it('tell what was read, untouched', async () => {
    const { details: _details, ...user } = everything.tract ?? {};
    expect(await accountOf('HAPTIK_TRACT', main)).toEqual({
      origin: 'LIVE',
      asOf,
      raw: { ...user, user_id: asha.tract },
    });
    expect(await accountOf('CHAKRA', main)).toEqual({
      origin: 'LIVE',
      asOf,
      raw: { ...everything.chakra, id: asha.chakra },
    });
    expect(await accountOf('EMERITUS', main)).toEqual({
      origin: 'LIVE',
      asOf,
      raw: { ...everything.profile, user_id: asha.emeritus, corp_id: CORPORATION },
    });
  });

  it('tell the last write where there is no read', async () => {
    const { haptik, volt } = everything;
    expect(await accountOf('HAPTIK', main)).toEqual({ origin: 'LAST_WRITE', asOf, raw: haptik });
    expect(await accountOf('VOLT_MX', main)).toEqual({ origin: 'LAST_WRITE', asOf, raw: volt });
  });

  it('are null where Facet never wrote, and where the backend no longer knows the record', async () => {
    const nothing = { origin: null, asOf: null, raw: null };
    await facet.registry.seed([[{ backend: 'HAPTIK', scope: '', ref: 'neverWritten' }]], {
      kind: 'LINK',
      actor: 'test',
      evidence: 'test',
    });
    const { data } = await facet.query(
      '{ user(by: { authId: "neverWritten" }) { account(at: HAPTIK) { origin asOf raw } } }',
    );
    expect(data).toEqual({ user: { account: nothing } });
    const gone = await enter(facet);
    facet.sandbox.backend('CHAKRA').records.remove(gone.chakra);
    expect(await accountOf('CHAKRA', main, gone.id)).toEqual(nothing);
  });
});

it('keeps a 64-bit id exact', async () => {
  const ref = '9117786204812949329';
  await facet.registry.seed([[{ backend: 'VOLT_MX', scope: '', ref }]], {
    kind: 'LINK',
    actor: 'test',
    evidence: 'test',
  });
  const { text } = await facet.query(
    `{ user(by: { voltMxId: "${ref}" }) { account(at: VOLT_MX) { ref } } }`,
  );
  expect(text).toContain(`{"account":{"ref":"${ref}"}}`);
});

it('lists accounts in the order of the backends, whichever was linked first', async () => {
  const { id, emeritus, haptik } = await enter(facet, { ...nowhere, profile: everything.profile });
  const cause = { kind: 'LINK', actor: 'test', evidence: 'test' } as const;
  await facet.registry.link(id, { backend: 'HAPTIK', scope: '', ref: haptik }, cause);
  const { data } = await facet.query(
    'query ($id: ID!) { user(by: { id: $id }) { accounts { ref } } }',
    {
      id,
    },
  );
  expect(data).toEqual({ user: { accounts: [{ ref: haptik }, { ref: emeritus }] } });
});

it('shows a deleted record', async () => {
  expect(await accountOf('CHAKRA', 'deleted deletedAt displayName')).toEqual({
    deleted: true,
    deletedAt: '2025-06-01T00:00:00.000Z',
    displayName: 'Asha of Chakra',
  });
});
