import type { WireRecord } from '../../identity.ts';
import type { EmailValue, PhoneValue } from '../../normalise/contact.ts';
import { email } from '../../normalise/email.ts';
import { listOf } from '../../normalise/list.ts';
import { INVALID, Partly, type Normaliser } from '../../normalise/normalised.ts';
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

/** A list and the primary one of its entries, under their keys, as one list: the primary one ahead, each once. */
const primaryFirst = <T>(
  primary: string,
  others: string,
  entry: Normaliser<T>,
  keyOf: (value: T) => string,
): Normaliser<readonly T[]> => {
  const entries = listOf(entry);
  return (raw) => {
    if (!isRecord(raw)) return null;
    const all = raw[others];
    const values = entries([raw[primary], ...(Array.isArray(all) ? all : [])]);
    if (values instanceof Partly) return new Partly(unique(values.value, keyOf), values.dropped);
    return values === null || values === INVALID ? values : unique(values, keyOf);
  };
};

export const emails = primaryFirst('primaryEmail', 'emails', emailValue, ({ address }) =>
  address.toLowerCase(),
);

export const phones = primaryFirst('primaryPhone', 'phones', phoneValue, ({ number }) => number);

const unique = <T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] => {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    return !seen.has(key) && seen.add(key);
  });
};

const isRecord = (value: unknown): value is WireRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
