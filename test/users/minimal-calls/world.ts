import fc from 'fast-check';

/** The backends as docs/vendors.md names them, in the order of the enum. */
export const BACKENDS = ['HAPTIK_TRACT', 'HAPTIK', 'CHAKRA', 'VOLT_MX', 'EMERITUS'] as const;

export type BackendName = (typeof BACKENDS)[number];

/** A piece of a record as the backend writes it, and the value that it means: `null` when it means none. */
interface Fact {
  readonly wire: Readonly<Record<string, unknown>>;
  readonly says: unknown;
}

/** What one backend holds of one person. */
export interface AccountData {
  readonly backend: BackendName;
  /** Which of the two corporations; 0 is the configured one, and the only one elsewhere. */
  readonly corporation: 0 | 1;
  /** The backend's reads find it; else they say that there is no such user. */
  readonly known: boolean;
  /** Facet wrote it once, so what has no read can be shown. */
  readonly written: boolean;
  readonly facts: Readonly<Record<string, Fact>>;
  /** Positions of the people who report to this one, for CHAKRA. */
  readonly reportees: readonly number[];
}

interface PersonData {
  /** The registry knows the person; of others it can only learn from a backend. */
  readonly registered: boolean;
  /** In the order of the enum. Who is not registered has one. */
  readonly accounts: readonly AccountData[];
}

export interface WorldData {
  readonly people: readonly PersonData[];
}

const fact = (wire: Fact['wire'], says: unknown = null): Fact => ({ wire, says });

/** The simplest first: a counterexample shrinks towards it. */
const text = (key: string, name: string): readonly Fact[] => [
  fact({}),
  fact({ [key]: null }),
  fact({ [key]: ' \t' }),
  fact({ [key]: ` ${name} ` }, name),
];

const gender: readonly Fact[] = [
  fact({}),
  fact({ gender: ' ' }),
  fact({ gender: 'F' }, 'FEMALE'),
  fact({ gender: 'rather not' }, 'OTHER'),
];

const entry = (email: string) => ({ email, type: 'WORK' });

const NAMES = ['city', 'plan', 'vip'];

/** The kinds of record, each with the pieces that decide which source a field is taken from. */
const FACTS: Readonly<Record<BackendName, Readonly<Record<string, readonly Fact[]>>>> = {
  HAPTIK_TRACT: {
    user_name: text('user_name', 'Asha of TRACT'),
    /** Whether it tells another identifier: which, the stage decides, as it must be the person's own. */
    third_party_user_id: [fact({}), fact({}, 'told')],
    details_available: [
      fact({}, []),
      fact({ details_available: [] }, []),
      fact({ details_available: NAMES }, NAMES),
      fact({ details_available: [{ name: 'city' }, { key: 'plan' }, 'plan'] }, ['city', 'plan']),
      fact({ details_available: ['vip'] }, ['vip']),
    ],
  },
  HAPTIK: {
    name: text('name', 'Asha of Haptik'),
    email: [
      fact({}),
      fact({ email: 'no address' }),
      fact({ email: 'a@haptik.org' }, 'a@haptik.org'),
    ],
    mobile_no: [
      fact({}),
      fact({ mobile_no: 'n/a' }),
      fact({ mobile_no: '+919800000003' }, '+919800000003'),
    ],
  },
  CHAKRA: {
    displayName: text('displayName', 'Asha of Chakra'),
    firstName: text('firstName', 'Asha C'),
    lastName: text('lastName', 'Rao C'),
    gender,
    dob: [
      fact({}),
      fact({ dob: Date.UTC(1990, 0, 1) }, '1990-01-01'),
      fact({ dob: Date.UTC(2400, 0, 1) }),
    ],
    isDeleted: [fact({}), fact({ isDeleted: 0 }, false), fact({ isDeleted: 'soon' })],
    emails: [
      fact({}),
      fact({ emails: 7 }),
      fact({ emails: [], primaryEmail: null }),
      fact({ emails: [entry('no address')] }),
      fact({ emails: [entry('no address'), entry('b@chakra.org')] }, 'b@chakra.org'),
      fact(
        { emails: [entry('b@chakra.org')], primaryEmail: entry('p@chakra.org') },
        'p@chakra.org',
      ),
    ],
    phones: [
      fact({}),
      fact({ phones: ['n/a', null] }),
      fact({ phones: [{ number: '+91 98000 00001' }] }, '+919800000001'),
      fact({ primaryPhone: { phone: '+919800000002' } }, '+919800000002'),
    ],
  },
  VOLT_MX: {
    firstName: text('firstName', 'Asha V'),
    lastName: text('lastName', 'Rao V'),
    email: [fact({}), fact({ email: '@' }), fact({ email: 'a@volt.org' }, 'a@volt.org')],
    mobileNumber: [fact({}), fact({ mobileNumber: '919800000004' }, '+919800000004')],
  },
  EMERITUS: {
    name: text('name', 'Asha of Emeritus'),
    first_name: text('first_name', 'Asha E'),
    last_name: text('last_name', 'Rao E'),
    gender,
    age: [fact({}), fact({ age: null }), fact({ age: '41' }, 41), fact({ age: [41] })],
    city: text('city', 'Chennai'),
    city_raw: text('city_raw', 'Chennai, TN'),
    city_mobile: text('city_mobile', 'Coimbatore'),
    profileMobile: [
      fact({}),
      fact({ area_code: '91', mobile: 'n/a' }),
      fact({ area_code: '91', mobile: '9800000005' }, '+919800000005'),
    ],
    mobile: [
      fact({ value: [] }),
      fact({ value: ['91', 'n/a'] }),
      fact({ value: ['91', '9800000006'] }, '+919800000006'),
      fact({ value: ['91', '9800000006', '91', '9800000008'] }, '+919800000006'),
      fact({ value: ['9800000006'] }),
    ],
    mobile_backup: [fact({ value: [] }), fact({ value: ['91', '9800000007'] }, '+919800000007')],
    email: [
      fact({ value: [] }),
      fact({ value: ['unknown'] }),
      fact({ value: ['unknown', 'a@emeritus.org'] }, 'a@emeritus.org'),
    ],
  },
};

const factsOf = (backend: BackendName) =>
  fc.record(
    Object.fromEntries(
      Object.entries(FACTS[backend]).map(([name, kinds]) => [name, fc.constantFrom(...kinds)]),
    ),
  );

const mostly = fc.integer({ min: 0, max: 9 }).map((chance) => chance < 9);

const account = (backend: BackendName, corporation: 0 | 1 = 0): fc.Arbitrary<AccountData> =>
  fc.record({
    backend: fc.constant(backend),
    corporation: fc.constant(corporation),
    known: mostly,
    written: mostly,
    facts: factsOf(backend),
    reportees:
      backend === 'CHAKRA' ? fc.array(fc.nat({ max: 4 }), { maxLength: 3 }) : fc.constant([]),
  });

/** There in so many of ten. */
const maybe = (tenths: number, accounts: fc.Arbitrary<AccountData>) =>
  fc
    .tuple(fc.integer({ min: 1, max: 10 }), accounts)
    .map(([chance, one]) => (chance > 10 - tenths ? one : null));

const BARE: AccountData = {
  backend: 'HAPTIK',
  corporation: 0,
  known: true,
  written: false,
  facts: {},
  reportees: [],
};

const registered: fc.Arbitrary<PersonData> = fc
  .tuple(
    maybe(7, account('HAPTIK_TRACT')),
    maybe(4, account('HAPTIK')),
    maybe(8, account('CHAKRA')),
    maybe(4, account('VOLT_MX')),
    maybe(6, account('EMERITUS')),
    maybe(1, account('EMERITUS', 1)),
  )
  .map((accounts) => accounts.filter((one) => one !== null))
  .map((accounts) => ({ registered: true, accounts: accounts.length > 0 ? accounts : [BARE] }));

const stranger: fc.Arbitrary<PersonData> = fc
  .oneof(account('CHAKRA'), account('HAPTIK_TRACT'), account('EMERITUS'))
  .map((one) => ({ registered: false, accounts: [{ ...one, written: false }] }));

/** One to three people of the registry and up to two strangers. */
export const worlds: fc.Arbitrary<WorldData> = fc
  .record({
    people: fc.array(registered, { minLength: 1, maxLength: 3 }),
    strangers: fc.array(stranger, { maxLength: 2 }),
  })
  .map(({ people, strangers }) => ({ people: [...people, ...strangers] }));
