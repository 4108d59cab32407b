import type { NewAccount } from '#registry';
import type { TestFacet } from '../facet.ts';

type Record = Readonly<{ [key: string]: unknown }>;

/** What each backend holds of one person, under the vendors' own names; `null` where the person has no account. */
export interface Wire {
  readonly tract: Record | null;
  /** The last write, since there is no read. */
  readonly haptik: Record | null;
  readonly chakra: Record | null;
  /** The last write, since there is no read. */
  readonly volt: Record | null;
  readonly profile: Record | null;
  /** Emeritus' contacts; there where the profile is. */
  readonly mobile: readonly (string | null)[];
  readonly mobileBackup: readonly (string | null)[];
  readonly emails: readonly (string | null)[];
  /** The last write at Emeritus. */
  readonly owned: Record | null;
}

const CHAKRA_EMAIL = {
  id: 'e1',
  createdAt: Date.UTC(2024, 0, 2),
  updatedAt: Date.UTC(2024, 0, 3),
  email: 'asha@chakra.example',
  type: 'WORK',
  isVerified: true,
};

/** A person of whom every backend tells everything, and each something else. */
export const everything: Wire = {
  tract: {
    third_party_user_id: 'wa-919800000001',
    user_name: ' Asha of TRACT ',
    device_platform: 14,
    details_available: ['city', { name: 'plan' }],
    details: { city: 'Pune', plan: 'gold' },
  },
  haptik: {
    name: 'Asha of Haptik',
    email: 'asha@haptik.example',
    mobile_no: '+919800000002',
    language_code: 'HI',
    phone_model: 'Pixel 9',
    os_version: 'Android 16',
    package_name: 'com.example.facet',
    custom_data: { plan: 'gold', visits: 12, newsletter: true },
  },
  chakra: {
    createdAt: Date.UTC(2023, 3, 12, 9, 30),
    updatedAt: Date.UTC(2024, 4, 13, 10, 31),
    username: 'asha',
    firstName: 'Asha C',
    middleName: 'Devi',
    lastName: 'Rao C',
    displayName: '  Asha of Chakra ',
    gender: 'weiblich',
    dob: Date.UTC(1990, 4, 17),
    bio: 'Looks after people.',
    profileImageUrl: 'https://img.example.com/face.png',
    coverImageUrl: 'http://img.example.com/cover.jpg',
    timezone: 'asia/kolkata',
    data: { seats: 3 },
    onboardingData: [1, 'two'],
    profile: 'any JSON',
    isActive: true,
    isDeleted: true,
    deletedAt: Date.UTC(2025, 5, 1),
    availabilityStatus: 'AVAILABLE',
    team: 'Aurora',
    role: 'supervisor',
    phones: ['+91 98000 00003', { number: '+91 98000 00004' }],
    primaryPhone: '+91 98000 00004',
    emails: [CHAKRA_EMAIL, { email: 'ASHA@chakra.example', type: 'OTHER' }],
    primaryEmail: { email: 'primary@chakra.example', type: 'PERSONAL', isVerified: false },
    reportees: [],
  },
  volt: {
    firstName: 'Asha V',
    lastName: 'Rao V',
    country: 'USA',
    state: 'California',
    email: 'asha@volt.example',
    mobileNumber: '919800000005',
    emailSubscription: true,
    smsSubscription: false,
    voiceSubscription: false,
    lastActiveDate: '2025-06-01T08:15:00+05:30',
  },
  profile: {
    name: 'Asha of Emeritus',
    first_name: 'Asha E',
    last_name: 'Rao E',
    area_code: '91',
    mobile: '9800000006',
    gender: 'M',
    age: 41,
    city: 'Chennai',
    city_raw: 'Chennai, TN',
    city_mobile: 'Coimbatore',
    company_name: 'Example Analytics',
    job_title: 'Head of Care',
    department: 'People',
    industry: 'Education',
    linkedin_url: 'https://www.example.com/in/asha',
  },
  mobile: ['91', '9800000007'],
  mobileBackup: ['+91', '9800000008'],
  emails: ['asha@emeritus.example', 'asha@chakra.EXAMPLE'],
  owned: { owner_id: ['owner-2', 'owner-1'], pool: 'alive' },
};

export const CORPORATION = 'facet-academy';
export const OTHER_CORPORATION = 'facet-institute';

/** Whom `enter` made known. */
export interface Entered {
  readonly id: string;
  readonly tract: string;
  readonly haptik: string;
  readonly chakra: string;
  readonly volt: string;
  readonly emeritus: string;
}

let entered = 0;

/** Refs that nobody else has, so that tests do not see each other's people. */
export function freshRefs(): Omit<Entered, 'id'> {
  entered += 1;
  return {
    tract: `tract-${entered}`,
    haptik: `auth${entered}`,
    chakra: `00000000-0000-4000-8000-${entered.toString(16).padStart(12, '0')}`,
    volt: String(9_117_786_204_812_949_329n + BigInt(entered)),
    emeritus: `entity-${entered}`,
  };
}

/** Puts the person's records at the backends and links them in the registry as one user. */
export async function enter(
  facet: TestFacet,
  changes: Partial<Wire> = {},
  aliases: Readonly<{ [scheme: string]: string }> = {},
): Promise<Entered> {
  const refs = freshRefs();
  const wire = { ...everything, ...changes };
  putRecords(facet, refs, wire);
  const accounts = accountsOf(refs, wire, aliases);
  await facet.registry.seed([accounts], { kind: 'LINK', actor: 'test', evidence: 'test' });
  const [user] = await facet.registry.find(
    accounts.map(({ backend, scope, ref }) => ({ by: 'key', backend, scope, ref })),
  );
  if (!user) throw new Error('Nobody was entered: the person has no account.');
  return { id: user.id, ...refs };
}

/** Puts the records alone: people whom the registry does not know. */
export function putRecords(
  { sandbox }: TestFacet,
  refs: Omit<Entered, 'id'>,
  { tract, chakra, profile, mobile, mobileBackup, emails }: Wire,
): void {
  if (tract) {
    const record = { details: {}, ...tract, user_id: refs.tract };
    sandbox.backend('HAPTIK_TRACT').records.set(refs.tract, record);
  }
  if (chakra) sandbox.backend('CHAKRA').records.set(refs.chakra, { id: refs.chakra, ...chakra });
  if (profile) {
    putEntity({ sandbox }, CORPORATION, refs.emeritus, { profile, mobile, mobileBackup, emails });
  }
}

export function putEntity(
  { sandbox }: Pick<TestFacet, 'sandbox'>,
  scope: string,
  ref: string,
  { profile, ...contacts }: Pick<Wire, 'profile' | 'mobile' | 'mobileBackup' | 'emails'>,
): void {
  const identity = { corp_id: scope, user_id: ref };
  const record = { ...identity, profile: { ...profile, ...identity }, ...contacts };
  sandbox.backend('EMERITUS').records.set({ scope, ref }, record);
}

function accountsOf(
  refs: Omit<Entered, 'id'>,
  { tract, haptik, chakra, volt, profile, owned }: Wire,
  aliases: NewAccount['aliases'],
): readonly NewAccount[] {
  const accounts: readonly (NewAccount | null)[] = [
    tract && { backend: 'HAPTIK_TRACT', scope: '', ref: refs.tract, aliases },
    haptik && { backend: 'HAPTIK', scope: '', ref: refs.haptik, written: haptik },
    chakra && { backend: 'CHAKRA', scope: '', ref: refs.chakra },
    volt && { backend: 'VOLT_MX', scope: '', ref: refs.volt, written: volt },
    profile && { backend: 'EMERITUS', scope: CORPORATION, ref: refs.emeritus, written: owned },
  ];
  return accounts.filter((account) => account !== null);
}

/** Nobody has an account anywhere: to be combined with what a test needs. */
export const nowhere: Wire = {
  tract: null,
  haptik: null,
  chakra: null,
  volt: null,
  profile: null,
  mobile: [],
  mobileBackup: [],
  emails: [],
  owned: null,
};
