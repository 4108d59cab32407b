import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { PhoneValue } from '../../normalise/contact.ts';
import { emailList } from '../../normalise/email.ts';
import { gender } from '../../normalise/gender.ts';
import { INVALID, type Normaliser } from '../../normalise/normalised.ts';
import { phone } from '../../normalise/phone.ts';
import { age, identifiers } from '../../normalise/scalar.ts';
import { text } from '../../normalise/text.ts';
import { url } from '../../normalise/url.ts';
import type { CreateUserInput, PhoneKind } from '../../schema.generated.ts';
import { LAST_WRITE, REGISTRY, type AccountFields } from '../backend.ts';
import { fieldsOf } from '../fields.ts';
import type { components } from './wire.ts';

type ProfileMobile = Partial<Record<'area_code' | 'mobile', unknown>>;

const phoneOf =
  (kind: PhoneKind): Normaliser<PhoneValue> =>
  (raw) => {
    const number = phone(international(raw));
    if (typeof number !== 'string') return number === null ? null : INVALID;
    return { number, kind };
  };

/**
 * A contact's `["86", "13888888888"]` or a profile's `{area_code: "86", mobile: "13888888888"}` as `+8613888888888`.
 * A number without its area code stays as it is, and means nothing.
 */
const international = (raw: unknown): unknown => {
  const [areaCode, number] = areaCodeAndNumber(raw).map(text);
  if (typeof areaCode !== 'string' || typeof number !== 'string') return number;
  return number.startsWith('+') ? number : `+${areaCode.replace(/^\+/, '')}${number}`;
};

const areaCodeAndNumber = (raw: unknown): readonly [unknown, unknown] => {
  if (Array.isArray(raw)) return [raw.at(-2), raw.at(-1)];
  if (typeof raw !== 'object' || raw === null) return [null, raw];
  const { area_code, mobile }: ProfileMobile = raw;
  return [area_code, mobile];
};

/** It is known from a write alone, so that an empty list is an answer too: the last owner has gone. */
const ownerList: Normaliser<readonly string[]> = (raw) =>
  Array.isArray(raw) && raw.length === 0 ? [] : identifiers(raw);

const profile = fieldsOf('profile');
const contactMobile = fieldsOf('contactMobile');
const contactMobileBackup = fieldsOf('contactMobileBackup');
const contactEmail = fieldsOf('contactEmail');
const lastWrite = fieldsOf(LAST_WRITE);
const registry = fieldsOf(REGISTRY);

/** Emeritus' entity as an account: ours on the left, theirs on the right. Seed: `004_817768106e97a9fb.txt`. */
export const accountFields: AccountFields = {
  corpId: registry('scope', text),
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
  profileMobile: profile(['area_code', 'mobile'], phoneOf('MOBILE')),
  // A contact's record says under `value` what its type says that it is.
  mobile: contactMobile('mobile', phoneOf('MOBILE'), ({ value }) => value),
  mobileBackup: contactMobileBackup(
    'mobile_backup',
    phoneOf('MOBILE_BACKUP'),
    ({ value }) => value,
  ),
  emails: contactEmail('email', emailList, ({ value }) => value),
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
