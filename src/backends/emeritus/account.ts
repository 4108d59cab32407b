import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { emailList, gender, age, identifiers, text, url } from '#normalise';
import type { WireRecord, Normaliser } from '#normalise';
import type { CreateUserInput } from '#schema';
import { LAST_WRITE, REGISTRY, type AccountFields } from '../backend.ts';
import { fieldsOf } from '../account-fields.ts';
import { contactNumbers, firstOf, phonesOf, profileNumber } from './phones.ts';
import type { components } from './wire.ts';

/** An identifier of the registry's: space in it belongs to it. */
const opaque: Normaliser<string> = (raw) => (typeof raw === 'string' ? raw : null);

/** It is known from a write alone, so that an empty list is an answer too: the last owner has gone. */
const ownerList: Normaliser<readonly string[]> = (raw) =>
  Array.isArray(raw) && raw.length === 0 ? [] : identifiers(raw);

const profile = fieldsOf('profile');
const contactMobile = fieldsOf('contactMobile');
const contactMobileBackup = fieldsOf('contactMobileBackup');
const contactEmail = fieldsOf('contactEmail');
const lastWrite = fieldsOf(LAST_WRITE);
const registry = fieldsOf(REGISTRY);

/** A contact's record says under `value` what its type says that it is. */
const underValue = { raw: ({ value }: WireRecord): unknown => value };

const listUnderValue = { ...underValue, kind: 'contactPoints' } as const;

/** Emeritus' entity as an account: ours on the left, theirs on the right. Source: the vendor's document. */
export const accountFields: AccountFields = {
  corpId: registry('scope', opaque),
  name: profile('name', text),
  firstName: profile('first_name', text),
  lastName: profile('last_name', text),
  gender: profile('gender', gender),
  age: profile('age', age),
  city: profile('city', text),
  cityRaw: profile('city_raw', text),
  cityMobile: profile('city_mobile', text),
  company: profile('company_name', text),
  jobTitle: profile('job_title', text),
  department: profile('department', text),
  industry: profile('industry', text),
  linkedinUrl: profile('linkedin_url', url),
  profilePhone: profile(['area_code', 'mobile'], firstOf(profileNumber)),
  profilePhones: profile(['area_code', 'mobile'], phonesOf(profileNumber, 'MOBILE'), {
    kind: 'contactPoints',
  }),
  mobile: contactMobile('mobile', firstOf(contactNumbers), underValue),
  mobilePhones: contactMobile('mobile', phonesOf(contactNumbers, 'MOBILE'), listUnderValue),
  mobileBackup: contactMobileBackup('mobile_backup', firstOf(contactNumbers), underValue),
  mobileBackupPhones: contactMobileBackup(
    'mobile_backup',
    phonesOf(contactNumbers, 'MOBILE_BACKUP'),
    listUnderValue,
  ),
  emails: contactEmail('email', emailList, listUnderValue),
  owners: lastWrite('owner_id', ownerList),
  pool: lastWrite('pool', text),
};

type NewEntity = components['schemas']['CreateByMobile'] | components['schemas']['CreateByEmail'];

/** A new entity as Emeritus wants it: by phone number when there is one, else by e-mail; `null` with neither. */
export const newEntity = (
  { phone: number, email }: CreateUserInput,
  corpId: string,
): NewEntity | null => {
  const parsed = typeof number === 'string' ? parsePhoneNumberFromString(number) : undefined;
  if (parsed) {
    return { area_code: parsed.countryCallingCode, mobile: parsed.nationalNumber, corp_id: corpId };
  }
  return typeof email === 'string' ? { email, corp_id: corpId } : null;
};
