import type { WireRecord } from '../../identity.ts';
import { country, countryName } from '../../normalise/country.ts';
import { email } from '../../normalise/email.ts';
import { INVALID, type Normaliser } from '../../normalise/normalised.ts';
import { phone } from '../../normalise/phone.ts';
import { digitsOf, flag } from '../../normalise/scalar.ts';
import { text } from '../../normalise/text.ts';
import { instant } from '../../normalise/time.ts';
import type { CreateUserInput } from '../../schema.generated.ts';
import { LAST_WRITE, type AccountFields } from '../backend.ts';
import { fieldsOf } from '../fields.ts';
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

/** Volt MX's user as an account: ours on the left, theirs on the right. Seed: `003_e00e25ef7c265aa9.txt`. */
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

/** What a creation takes of the input, by our names. */
export const STORED: readonly string[] = [
  'givenName',
  'familyName',
  'email',
  'phone',
  'location.country',
  'location.state',
  'subscriptions.email',
  'subscriptions.sms',
  'subscriptions.voice',
  'lastActiveAt',
];

type UserKey = keyof components['schemas']['CreateUserRequest'];

/** A new user as Volt MX is told of it: what the input has. A display name is not taken apart. */
export const newUser = (input: CreateUserInput): WireRecord => {
  const { location, phone: number, subscriptions } = input;
  const user: Readonly<Record<UserKey, unknown>> = {
    firstName: input.givenName,
    lastName: input.familyName,
    country: location?.country && nameOf(location.country),
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

const USA = 'USA';

const nameOf = (alpha2: string): string => (alpha2 === 'US' ? USA : countryName(alpha2));

const isThere = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined;

/** What Volt MX requires: ours on the left, theirs on the right. */
const REQUIRED: Readonly<Record<string, UserKey>> = {
  givenName: 'firstName',
  familyName: 'lastName',
  'location.country': 'country',
  email: 'email',
};

/** Inputs that a user needs before Volt MX takes it, in our terms. */
export const lackingIn = (user: WireRecord): readonly string[] => {
  const needed = user['country'] === USA ? { ...REQUIRED, 'location.state': 'state' } : REQUIRED;
  return Object.entries(needed).flatMap(([ours, theirs]) => (theirs in user ? [] : [ours]));
};
