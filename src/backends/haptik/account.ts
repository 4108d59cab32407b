import { isScalar, email, language, phone, jsonObject, text } from '#normalise';
import type { WireRecord } from '#normalise';
import type { CreateUserInput, UserChanges } from '#schema';
import { LAST_WRITE, type AccountFields, type InputProblem } from '../backend.ts';
import { fieldsOf } from '../account-fields.ts';
import type { components } from './wire.ts';

const field = fieldsOf(LAST_WRITE);

/**
 * Haptik's user as an account: ours on the left, theirs on the right. Source: the vendor's document, which names the
 * device's fields in prose alone; their keys are the decision of docs/vendors.md.
 */
export const accountFields: AccountFields = {
  name: field('name', text),
  email: field('email', email),
  mobileNumber: field('mobile_no', phone),
  language: field('language_code', language),
  'device.model': field('phone_model', text),
  'device.osVersion': field('os_version', text),
  'device.packageName': field('package_name', text),
  customData: field('custom_data', jsonObject),
};

/** What a body says of the person, next to the identifier and the secret. */
type PersonKey = Exclude<keyof components['schemas']['UpdateUserRequest'], 'auth_id' | 'auth_code'>;

/** What both writes take of the input: their names on the left, ours on the right. */
export const CARRIED = {
  name: 'displayName',
  email: 'email',
  mobile_no: 'phone',
  language_code: 'language',
  phone_model: 'device.model',
  os_version: 'device.osVersion',
  package_name: 'device.packageName',
  custom_data: 'customData',
} as const satisfies Readonly<Record<PersonKey, string>>;

/** What both writes take of the input, by our names. */
export const STORED: readonly string[] = Object.values(CARRIED);

/** The person as a creation tells it: what the input has. */
export const newPerson = (input: CreateUserInput): WireRecord =>
  entriesWhere(person(input), (value) => value !== undefined && value !== null);

/** The person as an update tells it: what changes; `null` clears, a device of `null` all that is kept of it. */
export const changedPerson = (input: UserChanges): WireRecord =>
  entriesWhere(person(input), (value) => value !== undefined);

const CLEARED_DEVICE = { model: null, osVersion: null, packageName: null };

const person = (input: CreateUserInput | UserChanges): Readonly<Record<PersonKey, unknown>> => {
  const device = input.device === null ? CLEARED_DEVICE : input.device;
  return {
    name: input.displayName,
    email: input.email,
    mobile_no: input.phone,
    language_code: input.language,
    phone_model: device?.model,
    os_version: device?.osVersion,
    package_name: device?.packageName,
    custom_data: input.customData,
  };
};

const entriesWhere = (record: WireRecord, keep: (value: unknown) => boolean): WireRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => keep(value)));

/** What Haptik would refuse in custom data: it must be flat. */
export const nestedEntries = (customData: UserChanges['customData']): readonly InputProblem[] =>
  Object.entries(customData ?? {})
    .filter(([, value]) => !isScalar(value))
    .map(([key]) => ({
      path: ['customData', key],
      message: 'HAPTIK keeps flat custom data: text, numbers, booleans and null, nothing nested.',
    }));
