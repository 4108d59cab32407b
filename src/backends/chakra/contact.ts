import type { WireRecord } from '../../identity.ts';
import type { EmailValue, PhoneValue } from '../../normalise/contact.ts';
import { email } from '../../normalise/email.ts';
import { eachOnce, listOf } from '../../normalise/list.ts';
import { INVALID, type Normaliser } from '../../normalise/normalised.ts';
import { phone } from '../../normalise/phone.ts';
import { text } from '../../normalise/text.ts';

const emailValue: Normaliser<EmailValue> = (raw) => {
  if (!isRecord(raw)) return raw === null || raw === undefined ? null : INVALID;
  const address = email(raw['email'] ?? raw['normalizedEmail']);
  if (typeof address !== 'string') return address === null ? null : INVALID;
  const kind = text(raw['type']);
  const verified = raw['isVerified'];
  return {
    address,
    kind: typeof kind === 'string' ? kind : null,
    verified: typeof verified === 'boolean' ? verified : null,
  };
};

/** Decision: an entry is the number or an object that holds it as `phone` or `number`; Chakra tells no kind. */
const phoneValue: Normaliser<PhoneValue> = (raw) => {
  const number = phone(isRecord(raw) ? (raw['phone'] ?? raw['number']) : raw);
  if (typeof number !== 'string') return number === null ? null : INVALID;
  return { number, kind: 'OTHER' };
};

/** A list and the primary one of its entries, under their keys, as one list: the primary one ahead. */
const primaryFirst = <T>(
  primary: string,
  others: string,
  entry: Normaliser<T>,
): Normaliser<readonly T[]> => {
  const entries = listOf(entry);
  return (raw) => {
    if (!isRecord(raw)) return null;
    const all = raw[others];
    return entries([raw[primary], ...(Array.isArray(all) ? all : [])]);
  };
};

/** What one entry of an address leaves open, another one may tell. */
const joined = (first: EmailValue, again: EmailValue): EmailValue => ({
  address: first.address,
  kind: first.kind ?? again.kind,
  verified: first.verified ?? again.verified,
});

export const emails = eachOnce(
  primaryFirst('primaryEmail', 'emails', emailValue),
  ({ address }) => address.toLowerCase(),
  joined,
);

export const phones = eachOnce(
  primaryFirst('primaryPhone', 'phones', phoneValue),
  ({ number }) => number,
);

const isRecord = (value: unknown): value is WireRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
