import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter } from './person.ts';

let facet: TestFacet;
let asha: Entered;

beforeAll(async () => {
  facet = await startTestFacet();
  asha = await enter(facet, {}, { ectUserId: 'ect-1' });
});
afterAll(() => facet.close());

/** What docs/vendors.md, "From backend fields to the unified User", makes of `everything`. */
const USER: readonly (readonly [selection: string, value: unknown])[] = [
  ['displayName', 'Asha of Chakra'],
  ['givenName', 'Asha C'],
  ['middleName', 'Devi'],
  ['familyName', 'Rao C'],
  ['username', 'asha'],
  ['email', 'primary@chakra.example'],
  [
    'emails { address kind verified source }',
    [
      { address: 'primary@chakra.example', kind: 'PERSONAL', verified: false, source: 'CHAKRA' },
      { address: 'asha@chakra.example', kind: 'WORK', verified: true, source: 'CHAKRA' },
      { address: 'asha@emeritus.example', kind: null, verified: null, source: 'EMERITUS' },
      { address: 'asha@haptik.example', kind: null, verified: null, source: 'HAPTIK' },
      { address: 'asha@volt.example', kind: null, verified: null, source: 'VOLT_MX' },
    ],
  ],
  ['phone', '+919800000004'],
  [
    'phones { number kind source }',
    [
      { number: '+919800000004', kind: 'OTHER', source: 'CHAKRA' },
      { number: '+919800000003', kind: 'OTHER', source: 'CHAKRA' },
      { number: '+919800000007', kind: 'MOBILE', source: 'EMERITUS' },
      { number: '+919800000006', kind: 'MOBILE', source: 'EMERITUS' },
      { number: '+919800000008', kind: 'MOBILE_BACKUP', source: 'EMERITUS' },
      { number: '+919800000002', kind: 'MOBILE', source: 'HAPTIK' },
      { number: '+919800000005', kind: 'MOBILE', source: 'VOLT_MX' },
    ],
  ],
  ['language', 'hi'],
  ['timezone', 'Asia/Kolkata'],
  ['gender', 'FEMALE'],
  ['birthDate', '1990-05-17'],
  ['age', 41],
  ['bio', 'Looks after people.'],
  ['avatarUrl', 'https://img.example.com/face.png'],
  ['coverUrl', 'http://img.example.com/cover.jpg'],
  [
    'location { country countryName state city }',
    { country: 'US', countryName: 'United States', state: 'California', city: 'Chennai' },
  ],
  [
    'employment { company jobTitle department industry team role linkedinUrl }',
    {
      company: 'Example Analytics',
      jobTitle: 'Head of Care',
      department: 'People',
      industry: 'Education',
      team: 'Aurora',
      role: 'supervisor',
      linkedinUrl: 'https://www.example.com/in/asha',
    },
  ],
  ['availability', 'AVAILABLE'],
  ['active', true],
  ['deletedAt', '2025-06-01T00:00:00.000Z'],
  ['subscriptions { email sms voice }', { email: true, sms: false, voice: false }],
  ['lastActiveAt', '2025-06-01T02:45:00.000Z'],
  [
    'device { platform model osVersion packageName }',
    {
      platform: 'WHATSAPP',
      model: 'Pixel 9',
      osVersion: 'Android 16',
      packageName: 'com.example.facet',
    },
  ],
  ['reportees { id }', []],
  ['owners', ['owner-2', 'owner-1']],
  ['pool', 'alive'],
  ['customData', { plan: 'gold', visits: 12, newsletter: true }],
  ['details', { city: 'Pune', plan: 'gold' }],
  ['details(names: ["plan"])', { plan: 'gold' }],
  ['createdAt', '2023-04-12T09:30:00.000Z'],
  ['updatedAt', '2024-05-13T10:31:00.000Z'],
];

it.each(USER)('a user shows %s', async (selection, value) => {
  const document = `query ($id: ID!) { user(by: { id: $id }) { value: ${selection} } }`;
  const { data, errors } = await facet.query(document, { id: asha.id });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ user: { value } });
});

it('answers all fields of a user at once as it does each by itself', async () => {
  const fields = USER.map(([selection], index) => `f${index}: ${selection}`).join(' ');
  const { data, errors, extensions } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) { ${fields} } }`,
    { id: asha.id },
  );
  expect({ errors, extensions }).toEqual({});
  expect(data?.['user']).toEqual(
    Object.fromEntries(USER.map(([, value], index) => [`f${index}`, value])),
  );
});
