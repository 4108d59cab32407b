import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Wire, enter, everything } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

/** One source of a field: how to take its value away, and what the field is while it is the best one left. */
interface Source {
  readonly clear: (wire: Wire) => Wire;
  readonly value: unknown;
}

type Holder = 'tract' | 'haptik' | 'chakra' | 'volt' | 'profile';

const source = (holder: Holder, value: unknown, ...keys: readonly string[]): Source => ({
  clear: (wire) => ({
    ...wire,
    [holder]: { ...wire[holder], ...Object.fromEntries(keys.map((key) => [key, null])) },
  }),
  value,
});

const contact = (kind: 'mobile' | 'mobileBackup' | 'emails', value: unknown): Source => ({
  clear: (wire) => ({ ...wire, [kind]: [] }),
  value,
});

/** Best first, as the table of docs/vendors.md has them. */
const FIELDS: Readonly<Record<string, readonly Source[]>> = {
  displayName: [
    source('chakra', 'Asha of Chakra', 'displayName'),
    source('profile', 'Asha of Emeritus', 'name'),
    source('haptik', 'Asha of Haptik', 'name'),
    source('tract', 'Asha of TRACT', 'user_name'),
    source('volt', 'Asha V Rao V', 'firstName', 'lastName'),
  ],
  givenName: [
    source('chakra', 'Asha C', 'firstName'),
    source('volt', 'Asha V', 'firstName'),
    source('profile', 'Asha E', 'first_name'),
  ],
  familyName: [
    source('chakra', 'Rao C', 'lastName'),
    source('volt', 'Rao V', 'lastName'),
    source('profile', 'Rao E', 'last_name'),
  ],
  email: [
    source('chakra', 'primary@chakra.example', 'emails', 'primaryEmail'),
    contact('emails', 'asha@emeritus.example'),
    source('haptik', 'asha@haptik.example', 'email'),
    source('volt', 'asha@volt.example', 'email'),
  ],
  phone: [
    source('chakra', '+919800000004', 'phones', 'primaryPhone'),
    contact('mobile', '+919800000007'),
    source('profile', '+919800000006', 'area_code', 'mobile'),
    contact('mobileBackup', '+919800000008'),
    source('haptik', '+919800000002', 'mobile_no'),
    source('volt', '+919800000005', 'mobileNumber'),
  ],
  gender: [source('chakra', 'FEMALE', 'gender'), source('profile', 'MALE', 'gender')],
  'location { city }': [
    source('profile', { city: 'Chennai' }, 'city'),
    source('profile', { city: 'Chennai, TN' }, 'city_raw'),
    source('profile', { city: 'Coimbatore' }, 'city_mobile'),
  ],
};

/** What is there without a value: the country was written, so there is a location. */
const NOTHING: Readonly<Record<string, unknown>> = { 'location { city }': { city: null } };

describe.each(Object.entries(FIELDS))('User.%s', (selection, sources) => {
  it('takes the best source that has a value, and null when none has', async () => {
    let wire = everything;
    for (const { value, clear } of sources) {
      expect(await valueOf(selection, wire)).toEqual({ value });
      wire = clear(wire);
    }
    expect(await valueOf(selection, wire)).toEqual({ value: NOTHING[selection] ?? null });
  });
});

async function valueOf(selection: string, wire: Wire): Promise<unknown> {
  const { data, errors, extensions } = await read(selection, wire);
  expect({ errors, extensions }).toEqual({});
  return data?.['user'];
}

async function read(selection: string, wire: Wire) {
  const { id } = await enter(facet, wire);
  return facet.query(`query ($id: ID!) { user(by: { id: $id }) { value: ${selection} } }`, { id });
}

it('counts the age from the date of birth where nobody says it', async () => {
  const year = new Date().getUTCFullYear() - 30;
  const wire = source('profile', null, 'age').clear(everything);
  const born = (dob: number) => ({ ...wire, chakra: { ...wire.chakra, dob } });
  expect(await valueOf('age', born(Date.UTC(year, 0, 1)))).toEqual({ value: 30 });
  const unborn = await read('age', born(Date.UTC(year + 100, 0, 1)));
  expect(unborn.data).toEqual({ user: { value: null } });
  expect(unborn.extensions).toMatchObject({ warnings: [{ backend: 'CHAKRA', field: 'age' }] });
});

/** What a source has, which means nothing to us; whose it is; what the field is instead. */
const INVALID: readonly (readonly [string, string, string, Partial<Wire>, unknown])[] = [
  [
    'email',
    'CHAKRA',
    'emails or primaryEmail',
    { chakra: { ...everything.chakra, emails: [{ email: 'at home' }], primaryEmail: null } },
    'asha@emeritus.example',
  ],
  ['email', 'EMERITUS', 'email', { chakra: {}, emails: ['unknown'] }, 'asha@haptik.example'],
  [
    'phone',
    'CHAKRA',
    'phones or primaryPhone',
    { chakra: { ...everything.chakra, phones: ['n/a'], primaryPhone: '12' } },
    '+919800000007',
  ],
  ['phone', 'EMERITUS', 'mobile', { chakra: {}, mobile: ['91', 'n/a'] }, '+919800000006'],
  [
    'phone',
    'HAPTIK',
    'mobile_no',
    {
      chakra: {},
      mobile: [],
      mobileBackup: [],
      profile: {},
      haptik: { mobile_no: '98000' },
    },
    '+919800000005',
  ],
  ['timezone', 'CHAKRA', 'timezone', { chakra: { timezone: 'Mars/Phobos' } }, null],
  ['avatarUrl', 'CHAKRA', 'profileImageUrl', { chakra: { profileImageUrl: 'javascript:1' } }, null],
  ['language', 'HAPTIK', 'language_code', { haptik: { language_code: 'Klingon' } }, null],
];

describe('a value that cannot be normalised', () => {
  it.each(INVALID)('%s of %s is passed over with a warning', async (...row) => {
    const [field, backend, backendField, wire, value] = row;
    const { data, errors, extensions, text } = await read(field, { ...everything, ...wire });
    expect({ data, errors }).toEqual({ data: { user: { value } } });
    expect(extensions).toEqual({
      warnings: [
        {
          code: 'BACKEND_CONTRACT',
          message: `What ${backend} has as ${backendField} cannot be understood; it was passed over.`,
          backend,
          field,
          path: ['user', 'value'],
        },
      ],
    });
    expect(text).not.toMatch(/at home|unknown|n\/a|98000"|Mars|javascript|Klingon/);
  });

  it('leaves the rest of a list, with a warning', async () => {
    const emails = [{ email: 'at home' }, { email: 'asha@chakra.example' }];
    const { data, errors, extensions } = await read('emails { address }', {
      ...everything,
      chakra: { emails },
      emails: [],
      haptik: null,
      volt: null,
    });
    expect({ data, errors }).toEqual({
      data: { user: { value: [{ address: 'asha@chakra.example' }] } },
    });
    expect(extensions).toMatchObject({
      warnings: [
        {
          message:
            '1 entry of what CHAKRA has as emails or primaryEmail cannot be understood and was left out.',
          backend: 'CHAKRA',
          field: 'emails',
          path: ['user', 'value'],
        },
      ],
    });
  });

  it('is no warning where the documents take any text', async () => {
    const wire = { ...everything, chakra: { gender: 'prefer not to say' } };
    expect(await valueOf('gender', wire)).toEqual({ value: 'OTHER' });
    const platform = { ...everything, tract: { device_platform: 'Symbian' } };
    expect(await valueOf('device { platform }', platform)).toEqual({
      value: { platform: 'OTHER' },
    });
  });
});

it('takes nothing from an account whose record says nothing', async () => {
  const { id } = await enter(facet, { chakra: {}, tract: {}, haptik: {}, volt: {}, profile: {} });
  const { data, errors } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) {
      displayName bio location { city country } employment { company } device { platform model }
      subscriptions { email } details reportees { id }
    } }`,
    { id },
  );
  expect({ data, errors }).toEqual({
    data: {
      user: {
        displayName: null,
        bio: null,
        location: { city: null, country: null },
        employment: { company: null },
        device: { platform: null, model: null },
        subscriptions: { email: null },
        details: null,
        reportees: [],
      },
    },
  });
});
