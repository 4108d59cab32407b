import { countryName } from '#normalise';
import type { Backend } from '#schema';
import { ageOn } from './age.ts';

/** An account's property as a source: `BACKEND.property`, the property as the backend's `account.ts` names it. */
type Property = `${Backend}.${string}`;

/** A source whose value becomes the field's value by a further step, such as an age out of a birth date. */
interface Derived {
  readonly from: Property;
  readonly derive: (value: unknown) => unknown;
}

/** Properties of one backend that stand in for each other: one source, asked whole of an account before the next one. */
type Either = readonly Property[];

export type Source = Property | Derived | Either;

const country = ['VOLT_MX.country'] as const satisfies readonly Source[];

const emails = [
  'CHAKRA.emails',
  'EMERITUS.emails',
  'HAPTIK.email',
  'VOLT_MX.email',
] as const satisfies readonly Source[];

const phones = [
  'CHAKRA.phones',
  'EMERITUS.mobilePhones',
  'EMERITUS.profilePhones',
  'EMERITUS.mobileBackupPhones',
  { from: 'HAPTIK.mobileNumber', derive: asMobile },
  { from: 'VOLT_MX.mobileNumber', derive: asMobile },
] as const satisfies readonly Source[];

/**
 * Which account a unified field is taken from: the first source, left to right, whose account is linked and has a
 * value. Nested fields stand by path. This table is the decision (docs/vendors.md, "From backend fields to the unified
 * User"); `PRECEDENCE` in the environment reorders a row.
 */
export const precedence = {
  displayName: [
    'CHAKRA.displayName',
    'EMERITUS.name',
    'HAPTIK.name',
    'HAPTIK_TRACT.userName',
    'VOLT_MX.fullName',
  ],
  givenName: ['CHAKRA.firstName', 'VOLT_MX.firstName', 'EMERITUS.firstName'],
  middleName: ['CHAKRA.middleName'],
  familyName: ['CHAKRA.lastName', 'VOLT_MX.lastName', 'EMERITUS.lastName'],
  username: ['CHAKRA.username'],
  email: emails,
  emails,
  phone: phones,
  phones,
  language: ['HAPTIK.language'],
  timezone: ['CHAKRA.timezone'],
  gender: ['CHAKRA.gender', 'EMERITUS.gender'],
  birthDate: ['CHAKRA.birthDate'],
  age: ['EMERITUS.age', { from: 'CHAKRA.birthDate', derive: ageOn }],
  bio: ['CHAKRA.bio'],
  avatarUrl: ['CHAKRA.profileImageUrl'],
  coverUrl: ['CHAKRA.coverImageUrl'],
  'location.country': country,
  'location.countryName': country.map((from) => ({ from, derive: nameOf })),
  'location.state': ['VOLT_MX.state'],
  'location.city': [['EMERITUS.city', 'EMERITUS.cityRaw', 'EMERITUS.cityMobile']],
  'employment.company': ['EMERITUS.company'],
  'employment.jobTitle': ['EMERITUS.jobTitle'],
  'employment.department': ['EMERITUS.department'],
  'employment.industry': ['EMERITUS.industry'],
  'employment.team': ['CHAKRA.team'],
  'employment.role': ['CHAKRA.role'],
  'employment.linkedinUrl': ['EMERITUS.linkedinUrl'],
  availability: ['CHAKRA.availabilityStatus'],
  active: ['CHAKRA.active'],
  deleted: ['CHAKRA.deleted'],
  deletedAt: ['CHAKRA.deletedAt'],
  'subscriptions.email': ['VOLT_MX.subscriptions.email'],
  'subscriptions.sms': ['VOLT_MX.subscriptions.sms'],
  'subscriptions.voice': ['VOLT_MX.subscriptions.voice'],
  lastActiveAt: ['VOLT_MX.lastActiveAt'],
  'device.platform': ['HAPTIK_TRACT.devicePlatform'],
  'device.model': ['HAPTIK.device.model'],
  'device.osVersion': ['HAPTIK.device.osVersion'],
  'device.packageName': ['HAPTIK.device.packageName'],
  reportees: ['CHAKRA.reportees'],
  owners: ['EMERITUS.owners'],
  pool: ['EMERITUS.pool'],
  customData: ['HAPTIK.customData'],
  details: ['HAPTIK_TRACT.details'],
  createdAt: ['CHAKRA.createdAt'],
  updatedAt: ['CHAKRA.updatedAt'],
} as const satisfies Readonly<Record<string, readonly Source[]>>;

export type FieldName = keyof typeof precedence;

/** Reordered rows: only the named backends are asked, in this order. */
export type PrecedenceOverrides = Readonly<Partial<Record<FieldName, readonly Backend[]>>>;

function asMobile(number: unknown): unknown {
  return typeof number === 'string' ? { number, kind: 'MOBILE', primary: null } : null;
}

function nameOf(alpha2: unknown): unknown {
  return typeof alpha2 === 'string' ? countryName(alpha2) : null;
}
