import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { country, email, INVALID, phone, digitsOf, flag, text, instant } from '#normalise';
import type { WireRecord, Normaliser } from '#normalise';
import type { CreateUserInput } from '#schema';
import { LAST_WRITE, type AccountFields } from '../backend.ts';
import { fieldsOf } from '../account-fields.ts';
import type { Tenant } from './attributes.ts';
import { USA, voltMxCountry } from './countries.ts';
import type { components } from './wire.ts';

/** Volt MX keeps the digits of the international number without the plus sign, as text or as a number. */
const digits: Normaliser<string> = (raw) => {
  const number = text(digitsOf(raw));
  if (typeof number !== 'string') return number;
  return phone(number.includes('+') ? number : `+${number}`);
};

const fullName: Normaliser<string> = (raw) => {
  if (typeof raw !== 'object' || raw === null) return null;
  const names = Object.values(raw).map(text);
  if (names.includes(INVALID)) return INVALID;
  return text(names.filter((name) => name !== null).join(' '));
};

const field = fieldsOf(LAST_WRITE);

/** Volt MX's user as an account: ours on the left, theirs on the right. Source: the vendor's document. */
export const accountFields: AccountFields = {
  firstName: field('firstName', text),
  lastName: field('lastName', text),
  fullName: field(['firstName', 'lastName'], fullName),
  email: field('email', email),
  mobileNumber: field('mobileNumber', digits),
  country: field('country', country),
  state: field('state', text),
  'subscriptions.email': field('emailSubscription', flag),
  'subscriptions.sms': field('smsSubscription', flag),
  'subscriptions.voice': field('voiceSubscription', flag),
  lastActiveAt: field('lastActiveDate', instant),
};

type NamedKeys<T> = keyof { [K in keyof T as string extends K ? never : K]: unknown };

/** A dynamic attribute has no name here. */
type UserKey = Exclude<NamedKeys<components['schemas']['CreateUserRequest']>, number>;

/** The documented attributes of a new user: theirs on the left, the part of an input that each comes from on the right. */
export const ATTRIBUTES = {
  firstName: 'givenName',
  lastName: 'familyName',
  email: 'email',
  mobileNumber: 'phone',
  country: 'location.country',
  state: 'location.state',
  emailSubscription: 'subscriptions.email',
  smsSubscription: 'subscriptions.sms',
  voiceSubscription: 'subscriptions.voice',
  lastActiveDate: 'lastActiveAt',
} as const satisfies Record<UserKey, string>;

/** What a creation takes of the input, by our names. */
export const STORED: readonly string[] = Object.values(ATTRIBUTES);

/** A new user as Volt MX is told of it: what the input has. A display name is not taken apart. */
export const newUser = (input: CreateUserInput): WireRecord => {
  const { location, phone: number, subscriptions } = input;
  const user: Readonly<Record<UserKey, unknown>> = {
    firstName: input.givenName,
    lastName: input.familyName,
    country: location?.country && voltMxCountry(location.country),
    state: location?.state,
    email: input.email,
    mobileNumber: number?.replace('+', ''),
    smsSubscription: subscriptions?.sms,
    voiceSubscription: subscriptions?.voice,
    emailSubscription: subscriptions?.email,
    lastActiveDate: input.lastActiveAt,
  };
  return Object.fromEntries(Object.entries(user).filter(([, value]) => isThere(value)));
};

const isThere = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined;

/** What Volt MX requires: ours on the left, theirs on the right. */
const REQUIRED: Readonly<Record<string, UserKey>> = {
  givenName: 'firstName',
  familyName: 'lastName',
  'location.country': 'country',
  email: 'email',
};

/** Inputs that a user needs before Volt MX takes it, in our terms. What tells users apart is required (vendor's document). */
export const lackingIn = (user: WireRecord, { reconciliationKey }: Tenant): readonly string[] => {
  const needed: Readonly<Record<string, string>> = {
    ...REQUIRED,
    ...(user['country'] === USA ? { 'location.state': 'state' } : {}),
    ...(reconciliationKey === 'email' ? {} : { [sourceOf(reconciliationKey)]: reconciliationKey }),
  };
  return Object.entries(needed).flatMap(([ours, theirs]) => (theirs in user ? [] : [ours]));
};

const sourceOf = (key: string): string => (key === 'mobileNumber' ? 'phone' : `customData.${key}`);

export const MOBILE_NUMBER_RULE = 'VOLT_MX takes a country code followed by a ten digit number.';

const NATIONAL_DIGITS = 10;

/** Why a phone number cannot be sent; `null` when it can, or when there is none. */
export const mobileNumberProblem = ({ phone: number }: CreateUserInput): string | null => {
  if (typeof number !== 'string') return null;
  const national = parsePhoneNumberFromString(number)?.nationalNumber;
  return national?.length === NATIONAL_DIGITS ? null : MOBILE_NUMBER_RULE;
};
