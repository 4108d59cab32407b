import type { BackendName } from './world.ts';

/**
 * Where each field of `User` comes from, best first, written down from docs/vendors.md, "From backend fields to the
 * unified User": the backend, the operation that it costs (`written`: none, it is the last write), the fact there, or
 * facts of which one stands in for the other.
 */
export const SOURCES: Readonly<Record<string, readonly string[]>> = {
  displayName: [
    'CHAKRA user displayName',
    'EMERITUS profile name',
    'HAPTIK written name',
    'HAPTIK_TRACT user user_name',
    'VOLT_MX written fullName',
  ],
  givenName: ['CHAKRA user firstName', 'VOLT_MX written firstName', 'EMERITUS profile first_name'],
  middleName: ['CHAKRA user middleName'],
  familyName: ['CHAKRA user lastName', 'VOLT_MX written lastName', 'EMERITUS profile last_name'],
  username: ['CHAKRA user username'],
  email: [
    'CHAKRA user emails',
    'EMERITUS email email',
    'HAPTIK written email',
    'VOLT_MX written email',
  ],
  emails: [
    'CHAKRA user emails',
    'EMERITUS email email',
    'HAPTIK written email',
    'VOLT_MX written email',
  ],
  phone: [
    'CHAKRA user phones',
    'EMERITUS mobile mobile',
    'EMERITUS profile profileMobile',
    'EMERITUS mobile_backup mobile_backup',
    'HAPTIK written mobile_no',
    'VOLT_MX written mobileNumber',
  ],
  phones: [
    'CHAKRA user phones',
    'EMERITUS mobile mobile',
    'EMERITUS profile profileMobile',
    'EMERITUS mobile_backup mobile_backup',
    'HAPTIK written mobile_no',
    'VOLT_MX written mobileNumber',
  ],
  language: ['HAPTIK written language_code'],
  timezone: ['CHAKRA user timezone'],
  gender: ['CHAKRA user gender', 'EMERITUS profile gender'],
  birthDate: ['CHAKRA user dob'],
  age: ['EMERITUS profile age', 'CHAKRA user age'],
  bio: ['CHAKRA user bio'],
  avatarUrl: ['CHAKRA user profileImageUrl'],
  coverUrl: ['CHAKRA user coverImageUrl'],
  'location.country': ['VOLT_MX written country'],
  'location.countryName': ['VOLT_MX written country'],
  'location.state': ['VOLT_MX written state'],
  'location.city': ['EMERITUS profile city|city_raw|city_mobile'],
  'employment.company': ['EMERITUS profile company_name'],
  'employment.jobTitle': ['EMERITUS profile job_title'],
  'employment.department': ['EMERITUS profile department'],
  'employment.industry': ['EMERITUS profile industry'],
  'employment.linkedinUrl': ['EMERITUS profile linkedin_url'],
  'employment.team': ['CHAKRA user team'],
  'employment.role': ['CHAKRA user role'],
  availability: ['CHAKRA user availabilityStatus'],
  active: ['CHAKRA user isActive'],
  deleted: ['CHAKRA user isDeleted'],
  deletedAt: ['CHAKRA user deletedAt'],
  'subscriptions.email': ['VOLT_MX written emailSubscription'],
  'subscriptions.sms': ['VOLT_MX written smsSubscription'],
  'subscriptions.voice': ['VOLT_MX written voiceSubscription'],
  lastActiveAt: ['VOLT_MX written lastActiveDate'],
  'device.platform': ['HAPTIK_TRACT user device_platform'],
  'device.model': ['HAPTIK written phone_model'],
  'device.osVersion': ['HAPTIK written os_version'],
  'device.packageName': ['HAPTIK written package_name'],
  reportees: ['CHAKRA user reportees'],
  owners: ['EMERITUS written owners'],
  pool: ['EMERITUS written pool'],
  customData: ['HAPTIK written custom_data'],
  details: ['HAPTIK_TRACT details details'],
  createdAt: ['CHAKRA user createdAt'],
  updatedAt: ['CHAKRA user updatedAt'],
};

/** What an account of a backend is in GraphQL. */
export const ACCOUNT_TYPE: Readonly<Record<BackendName, string>> = {
  HAPTIK_TRACT: 'HaptikTractAccount',
  HAPTIK: 'HaptikAccount',
  CHAKRA: 'ChakraAccount',
  VOLT_MX: 'VoltMxAccount',
  EMERITUS: 'EmeritusAccount',
};

/** The fields that hold what all their sources say. */
export const GATHERED: ReadonlySet<string> = new Set(['emails', 'phones']);

/** The read that confirms an account, and that its `origin`, `asOf` and `raw` cost. */
export const MAIN_READ: Readonly<Record<string, string | null>> = {
  HAPTIK_TRACT: 'user',
  HAPTIK: null,
  CHAKRA: 'user',
  VOLT_MX: null,
  EMERITUS: 'profile',
};

const CONTACTS = ['mobile', 'profile', 'mobile_backup'];

/** What the fields of an account cost besides: all others of a type cost its main read, or nothing. */
export const ACCOUNT_COSTS: Readonly<Record<string, readonly string[]>> = {
  'HAPTIK_TRACT ectUserId': [],
  'EMERITUS corpId': [],
  'EMERITUS owners': [],
  'EMERITUS pool': [],
  'EMERITUS phones': CONTACTS,
  'EMERITUS mobile': ['mobile'],
  'EMERITUS mobileBackup': ['mobile_backup'],
  'EMERITUS emails': ['email'],
};

/** What every account tells without a call. */
export const FREE_OF_ACCOUNT: ReadonlySet<string> = new Set(['id', 'backend', 'ref']);
