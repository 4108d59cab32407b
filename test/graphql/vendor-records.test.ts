import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Wire, everything, freshRefs, nowhere, putRecords } from './person.ts';
import { chakra, profile, readWith } from './warned-read.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

const read = (selection: string, changes: Partial<Wire>) => readWith(facet, selection, changes);

describe('one field of another type', () => {
  const PERSON = 'birthDate age active phone displayName location { city }';
  const asEver = {
    birthDate: '1990-05-17',
    age: 41,
    active: true,
    phone: '+919800000004',
    displayName: 'Asha of Chakra',
    location: { city: 'Chennai' },
  };

  it.each([
    ['a date of birth as text', chakra({ dob: '1990-05-17' }), { birthDate: null }],
    ['an age as digits', profile({ age: '25' }), { age: 25 }],
    ['a flag as a bit', chakra({ isActive: 1 }), { active: true }],
    ['a flag as a word', chakra({ isActive: 'No' }), { active: false }],
    ['a flag as a list', chakra({ isActive: [true] }), { active: null }],
    ['a name as an object', chakra({ displayName: {} }), { displayName: 'Asha of Emeritus' }],
    ['a city as a number', profile({ city: 7 }), { location: { city: 'Chennai, TN' } }],
    [
      'a number of a profile as a number',
      {
        ...chakra({ phones: 7, primaryPhone: {} }),
        mobile: [],
        ...profile({ mobile: 9800000006 }),
      },
      { phone: '+919800000006' },
    ],
  ])('costs no other one: %s', async (_what, changes, expected) => {
    const { user } = await read(PERSON, changes);
    expect(user).toEqual({ ...asEver, ...expected });
  });

  it('is INVALID in provenance and named by a warning, and the next source is asked', async () => {
    const { user, warnings } = await read(
      'age provenance(fields: ["age"]) { candidates { backend state rawValue } }',
      profile({ age: { years: 25 } }),
    );
    expect(user.age).toBeGreaterThan(30);
    expect(user.provenance[0].candidates).toEqual([
      { backend: 'EMERITUS', state: 'INVALID', rawValue: { years: 25 } },
      { backend: 'CHAKRA', state: 'CHOSEN', rawValue: everything.chakra?.['dob'] },
    ]);
    expect(warnings).toMatchObject([{ backend: 'EMERITUS', field: 'age' }]);
    expect(warnings[0]?.message).toContain('age');
  });

  it.each(['city', { name: 'city' }, 7, true])(
    'of the names of details takes the details along, and says so: %j',
    async (details_available) => {
      const { user, warnings } = await read('details(names: ["city"]) device { platform }', {
        tract: { ...everything.tract, details_available },
      });
      expect(user).toEqual({ details: null, device: { platform: 'WHATSAPP' } });
      expect(warnings).toMatchObject([{ backend: 'HAPTIK_TRACT', field: 'details' }]);
      expect(warnings[0]?.message).toContain('details_available');
    },
  );

  it('does not keep a person from being adopted', async () => {
    const refs = freshRefs();
    putRecords(facet, refs, {
      ...nowhere,
      ...chakra({ dob: '1990-01-01', isActive: 'perhaps', emails: 'none', reportees: 7 }),
    });
    const { data, errors } = await facet.query(
      'query ($ref: ID!) { user(by: { chakraId: $ref }) { id username birthDate email reportees { id } } }',
      { ref: refs.chakra },
    );
    expect(errors).toBeUndefined();
    expect(Object(data).user).toMatchObject({
      id: expect.stringMatching(/^user_/),
      username: 'asha',
      birthDate: null,
      email: 'primary@chakra.example',
      reportees: [],
    });
  });

  it('is noted as drift, without its value', async () => {
    await read('username', chakra({ dob: 'at dawn', team: 7 }));
    const told = facet.drift?.counts().map(({ what }) => what) ?? [];
    expect(told).toEqual(
      expect.arrayContaining(['unexpected string $._data.dob', 'unexpected integer $._data.team']),
    );
    expect(told.join()).not.toContain('dawn');
  });
});

describe('a deleted record', () => {
  const AT = Date.UTC(2024, 5, 1);

  it.each([
    [
      { isDeleted: false, deletedAt: AT },
      { deleted: false, deletedAt: null },
    ],
    [
      { isDeleted: true, deletedAt: null },
      { deleted: true, deletedAt: null },
    ],
    [
      { isDeleted: 1, deletedAt: AT },
      { deleted: true, deletedAt: '2024-06-01T00:00:00.000Z' },
    ],
    [
      { isDeleted: null, deletedAt: null },
      { deleted: null, deletedAt: null },
    ],
  ])('%j is %j, for the user and for the account', async (wire, expected) => {
    const { user } = await read(
      'deleted deletedAt account(at: CHAKRA) { ... on ChakraAccount { deleted deletedAt } }',
      chakra(wire),
    );
    expect(user).toEqual({ ...expected, account: expected });
  });
});

describe('a time of CHAKRA in another unit than the configured one', () => {
  const SECONDS = {
    dob: Date.UTC(1990, 4, 17) / 1000,
    createdAt: Date.UTC(2023, 3, 12) / 1000,
    updatedAt: Date.UTC(2024, 4, 13) / 1000,
    deletedAt: Date.UTC(2025, 5, 1) / 1000,
  };

  it('is INVALID and never a day of 1970, and the warning names the setting', async () => {
    const { user, warnings } = await read(
      'birthDate createdAt updatedAt deletedAt emails { address createdAt }',
      chakra({
        ...SECONDS,
        primaryEmail: null,
        emails: [{ email: 'a@chakra.example', createdAt: SECONDS.createdAt }],
      }),
    );
    expect(user).toMatchObject({
      birthDate: null,
      createdAt: null,
      updatedAt: null,
      deletedAt: null,
    });
    expect(user.emails[0]).toEqual({ address: 'a@chakra.example', createdAt: null });
    expect(warnings.map(({ field }) => field)).toEqual([
      'birthDate',
      'createdAt',
      'updatedAt',
      'deletedAt',
      'emails',
    ]);
    for (const { message } of warnings) expect(message).toContain('CHAKRA_EPOCH_UNIT');
  });

  it.each([
    ['before 2000', Date.UTC(1999, 11, 31, 23)],
    ['after tomorrow', Date.now() + 3 * 86_400_000],
    ['of no time at all', 0],
  ])('a record %s has no time', async (_what, createdAt) => {
    const { user, warnings } = await read('createdAt', chakra({ createdAt }));
    expect(user.createdAt).toBeNull();
    expect(warnings).toHaveLength(1);
  });

  it('leaves a birth right beside 1970 where the other times are plausible', async () => {
    const { user, warnings } = await read('birthDate', chakra({ dob: Date.UTC(1970, 0, 3) }));
    expect({ user, warnings }).toEqual({ user: { birthDate: '1970-01-03' }, warnings: [] });
  });
});
