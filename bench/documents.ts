import { chakraIdOf, CORP_ID, person, reporteesOf } from './people.ts';

const CREATED = 1_700_000_000_000;
const UPDATED = 1_750_000_000_000;

/** What the backends that can be read answer about a person, in the vendors' own forms. */

export const tractUser = (number: number) => ({
  user_id: person(number).haptikUserId,
  third_party_user_id: `third-${number}`,
  user_name: `Person ${number}`,
  device_platform: 'WhatsApp',
  details_available: ['city', 'plan'],
});

export const chakraUser = (number: number) => ({
  _data: {
    id: chakraIdOf(number),
    createdAt: CREATED,
    updatedAt: UPDATED,
    username: `person${number}`,
    firstName: 'Person',
    lastName: String(number),
    middleName: null,
    displayName: `Person ${number}`,
    gender: 'female',
    dob: 642_902_400_000,
    bio: 'Leads the people who lead the people.',
    profileImageUrl: `https://img.example.com/${number}/face.png`,
    coverImageUrl: null,
    timezone: 'Asia/Kolkata',
    data: { seats: 4, tags: ['bench', 'ta'] },
    onboardingData: { step: 3 },
    isActive: true,
    isDeleted: false,
    deletedAt: null,
    availabilityStatus: 'AVAILABLE',
    team: 'Platform',
    role: 'Lead',
    profile: null,
    phones: ['+91 98000 00001', '+91 98000 00002'],
    primaryPhone: '+91 98000 00002',
    emails: ['work', 'home'].map((type) => ({
      id: chakraIdOf(number),
      createdAt: CREATED,
      updatedAt: UPDATED,
      email: `person${number}@${type}.example`,
      normalizedEmail: `person${number}@${type}.example`,
      type: type.toUpperCase(),
      isVerified: true,
      user: chakraIdOf(number),
    })),
    primaryEmail: null,
    reportees: reporteesOf(number).map(chakraIdOf),
  },
  _meta: {},
  _errors: [],
});

const emeritus = <Data>(data: Data) => ({ code: 0, msg: 'ok', data });

export const emeritusProfile = (number: number) =>
  emeritus({
    user_id: person(number).emeritusId,
    corp_id: CORP_ID,
    name: `Person ${number}`,
    last_name: String(number),
    first_name: 'Person',
    area_code: '91',
    mobile: '9800000001',
    gender: 'F',
    age: 35,
    city: 'Coimbatore',
    city_raw: 'Coimbatore ',
    city_mobile: 'Chennai',
    company_name: 'Bench Works',
    job_title: 'Engineer',
    department: 'Research',
    industry: 'Software',
    linkedin_url: `https://www.example.com/in/person-${number}`,
  });

export const emeritusEmail = (number: number) =>
  emeritus({
    user_id: person(number).emeritusId,
    corp_id: CORP_ID,
    contact_type: 'email',
    value: [`person${number}@emeritus.example`],
  });
