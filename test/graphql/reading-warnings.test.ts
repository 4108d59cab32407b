import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Wire, enter, everything } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(async () => facet.close());

/** What a query of one person says, of whom each backend tells everything but for `wire`. */
async function read(fields: string, wire: Partial<Wire>) {
  const { id } = await enter(facet, { ...everything, ...wire });
  return facet.query(`query ($id: ID!) { user(by: { id: $id }) { ${fields} } }`, { id });
}

const warning = (backend: string, field: string, backendField: string, ...path: string[]) => ({
  code: 'BACKEND_CONTRACT',
  message: expect.stringContaining(
    `What ${backend} has as ${backendField} cannot be understood; it was passed over.`,
  ),
  backend,
  field,
  path: ['user', ...path],
});

describe('a field of an account that cannot be normalised is null, with a warning', () => {
  it.each([
    [
      'EMERITUS',
      'EmeritusAccount',
      'linkedinUrl',
      'linkedin_url',
      { profile: { linkedin_url: 'x:y' } },
    ],
    ['CHAKRA', 'ChakraAccount', 'timezone', 'timezone', { chakra: { timezone: 'Mars/Phobos' } }],
    ['CHAKRA', 'ChakraAccount', 'birthDate', 'dob', { chakra: { dob: 9e15 } }],
    ['HAPTIK', 'HaptikAccount', 'mobileNumber', 'mobile_no', { haptik: { mobile_no: '98' } }],
    ['VOLT_MX', 'VoltMxAccount', 'country', 'country', { volt: { country: 'Atlantis' } }],
    [
      'VOLT_MX',
      'VoltMxAccount',
      'lastActiveAt',
      'lastActiveDate',
      { volt: { lastActiveDate: 'n/a' } },
    ],
  ] as const)('%s %s.%s', async (backend, type, field, backendField, wire) => {
    const query = `account(at: ${backend}) { ... on ${type} { ${field} again: ${field} } }`;
    const { data, errors, extensions } = await read(query, wire);
    expect({ data, errors }).toEqual({
      data: { user: { account: { [field]: null, again: null } } },
    });
    expect(extensions).toEqual({
      warnings: [
        warning(backend, field, backendField, 'account', field),
        warning(backend, field, backendField, 'account', 'again'),
      ],
    });
  });

  it('also a nested one, whose siblings stay', async () => {
    const volt = { emailSubscription: 'perhaps', smsSubscription: true };
    const query = 'account(at: VOLT_MX) { ... on VoltMxAccount { subscriptions { email sms } } }';
    const { data, errors, extensions } = await read(query, { volt });
    expect({ data, errors }).toEqual({
      data: { user: { account: { subscriptions: { email: null, sms: true } } } },
    });
    const path = ['account', 'subscriptions', 'email'];
    const field = 'subscriptions.email';
    expect(extensions).toEqual({
      warnings: [warning('VOLT_MX', field, 'emailSubscription', ...path)],
    });
  });

  it('and a list that has lost a part', async () => {
    const query = 'account(at: EMERITUS) { ... on EmeritusAccount { owners } }';
    const { data, extensions } = await read(query, { owned: { owner_id: ['a', { no: 'id' }] } });
    expect(data).toEqual({ user: { account: { owners: ['a'] } } });
    expect(extensions).toMatchObject({
      warnings: [{ backend: 'EMERITUS', field: 'owners', path: ['user', 'account', 'owners'] }],
    });
  });

  it('and nothing is said of what is not selected', async () => {
    const { extensions } = await read('account(at: EMERITUS) { ... on EmeritusAccount { name } }', {
      profile: { linkedin_url: 'x:y' },
    });
    expect(extensions).toBeUndefined();
  });
});

it('a unified field is warned about at each of its places', async () => {
  const query = 'one: timezone two: timezone location { country } home: location { country }';
  const { extensions } = await read(query, {
    chakra: { timezone: 'Mars/Phobos' },
    volt: { country: 'Atlantis' },
  });
  expect(extensions).toEqual({
    warnings: [
      warning('CHAKRA', 'timezone', 'timezone', 'one'),
      warning('CHAKRA', 'timezone', 'timezone', 'two'),
      warning('VOLT_MX', 'location.country', 'country', 'location', 'country'),
      warning('VOLT_MX', 'location.country', 'country', 'home', 'country'),
    ],
  });
});
