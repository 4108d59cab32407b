import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Wire, enter, everything, freshRefs, nowhere, putRecords } from './person.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet();
});
afterAll(() => facet.close());

const chakra = (fields: Readonly<Record<string, unknown>>): Partial<Wire> => ({
  chakra: { ...everything.chakra, ...fields },
});
const profile = (fields: Readonly<Record<string, unknown>>): Partial<Wire> => ({
  profile: { ...everything.profile, ...fields },
});

interface Warned {
  readonly backend: string;
  readonly field: string;
  readonly message: string;
}

/** A selection of a person whose records differ so from `everything`, and what is warned of. */
async function read(selection: string, changes: Partial<Wire>) {
  const { id } = await enter(facet, changes);
  const { data, errors, extensions } = await facet.query(
    `query ($id: ID!) { user(by: { id: $id }) { ${selection} } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  const warnings: readonly Warned[] = Object(extensions).warnings ?? [];
  return { user: Object(data).user, warnings };
}

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

describe('a telephone number', () => {
  it.each([
    ['Benin before 2024', '+229 97 12 34 56', '+22997123456'],
    ['Ivory Coast before 2021', '+225 07 12 34 56', '+22507123456'],
    ['Mexico before 2019', '+52 1 55 1234 5678', '+5215512345678'],
  ])('from before a plan changed is kept, with a warning: %s', async (_what, raw, number) => {
    const wire = chakra({ phones: [raw], primaryPhone: null });
    const { user, warnings } = await read('phone phones { number kind source }', wire);
    expect(user.phone).toBe(number);
    expect(user.phones[0]).toEqual({ number, kind: 'OTHER', source: 'CHAKRA' });
    expect(warnings.map(({ field, backend }) => [field, backend])).toEqual([
      ['phone', 'CHAKRA'],
      ['phones', 'CHAKRA'],
    ]);
    expect(warnings[0]?.message).toContain('phones or primaryPhone');
  });

  it.each([
    '\u202a+91 98000 00009\u202c',
    '\u200b+91\u200f98000\u00ad00009\ufeff',
    'tel:+91-98000-00009',
    'TEL:+919800000009;ext=7',
    'tel:98000-00009;phone-context=+91',
  ])('is read without what is around it and not seen: %j', async (raw) => {
    const { user, warnings } = await read('phone', chakra({ primaryPhone: raw }));
    expect({ user, warnings }).toEqual({ user: { phone: '+919800000009' }, warnings: [] });
  });

  it('of a contact with several pairs is each of them; a lone one is INVALID', async () => {
    const several = { mobile: ['91', '9800000017', '86', '13888888888'] };
    const fields = 'account(at: EMERITUS) { ... on EmeritusAccount { mobile phones { number } } }';
    const { user } = await read(fields, several);
    expect(user.account.mobile).toBe('+919800000017');
    expect(user.account.phones.map(({ number }: { number: string }) => number)).toEqual([
      '+919800000017',
      '+8613888888888',
      '+919800000006',
      '+919800000008',
    ]);
    const lone = await read(fields, { mobile: ['9800000017'] });
    expect(lone.user.account.mobile).toBeNull();
    expect(lone.warnings.map(({ field }) => field)).toEqual(['mobile', 'phones']);
  });
});

describe('an e-mail address', () => {
  const single = (email: string): Partial<Wire> => chakra({ primaryEmail: { email }, emails: [] });

  it.each([
    ['\u202aasha@example.com\u202c', 'asha@example.com'],
    ['as\u00adha\u200b@exam\u2060ple.com\ufeff', 'asha@example.com'],
    ['mailto:asha@example.com?subject=Hello', 'asha@example.com'],
    ['<Asha@Example.com>', 'Asha@Example.com'],
    ['"asha rao"@example.com', '"asha rao"@example.com'],
    ['asha@xn--mller-kva.example', 'asha@xn--mller-kva.example'],
  ])('is read without what is around it and not seen: %j', async (raw, email) => {
    const { user, warnings } = await read('email', single(raw));
    expect({ user, warnings }).toEqual({ user: { email }, warnings: [] });
  });

  it.each([
    ['of an international domain', 'asha@müller.example', 'Asha@XN--MLLER-KVA.example'],
    ['in quotes that it does not need', '"asha.rao"@example.com', 'asha.rao@example.com'],
    ['composed of other characters', 'zo\u00eb@example.com', 'zoe\u0308@example.com'],
  ])('is one, and agrees with itself: %s', async (_what, one, other) => {
    const { user } = await read(
      'emails { address } provenance(fields: ["email"]) { candidates { backend state } }',
      { ...single(one), emails: [other], haptik: { email: other }, volt: null },
    );
    expect(user.emails).toEqual([{ address: one }]);
    expect(user.provenance[0].candidates).toEqual([
      { backend: 'CHAKRA', state: 'CHOSEN' },
      { backend: 'EMERITUS', state: 'AGREES' },
      { backend: 'HAPTIK', state: 'AGREES' },
      { backend: 'VOLT_MX', state: 'NOT_LINKED' },
    ]);
  });

  it('makes a possible duplicate in whichever spelling', async () => {
    const written = (email: string): Partial<Wire> => ({ ...nowhere, haptik: { email } });
    const one = await enter(facet, written('twin@bücher.example'));
    const other = await enter(facet, written('TWIN@xn--bcher-kva.example'));
    const { data } = await facet.query(
      'query ($id: ID!) { user(by: { id: $id }) { possibleDuplicates { user { id } } } }',
      { id: one.id },
    );
    expect(Object(data).user.possibleDuplicates).toEqual([{ user: { id: other.id } }]);
  });
});

describe('a name', () => {
  it.each([
    ['\u202bנועה\u202c\u200f', 'נועה'],
    ['\ufeffAs\u00adha\u200b', 'Asha'],
    ['\u200d Asha \u200c', 'Asha'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['ക്\u200dഷ', 'ക്\u200dഷ'],
    ['മോഹന്\u200d', 'മോഹന്\u200d'],
    ['Amy 👩\u200d🚀', 'Amy 👩\u200d🚀'],
    ['葛\u{e0100}', '葛\u{e0100}'],
    ['Zoe\u0308', 'Zoë'],
  ])('keeps what spells it, and nothing that is only unseen: %j', async (raw, name) => {
    const { user } = await read('displayName', chakra({ displayName: raw }));
    expect(user.displayName).toBe(name);
  });

  it('is the same one however its letters are composed', async () => {
    const { user } = await read(
      'provenance(fields: ["displayName"]) { candidates { backend state } }',
      { ...chakra({ displayName: 'José' }), ...profile({ name: 'Jose\u0301' }) },
    );
    expect(user.provenance[0].candidates.slice(0, 2)).toEqual([
      { backend: 'CHAKRA', state: 'CHOSEN' },
      { backend: 'EMERITUS', state: 'AGREES' },
    ]);
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
