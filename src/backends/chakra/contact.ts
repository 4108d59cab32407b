import {
  plainEmail,
  email,
  emailKey,
  collected,
  eachOnce,
  MOST_ENTRIES,
  INVALID,
  mapped,
  Partly,
  phone,
  digitsOf,
  flag,
  text,
  recordTime,
} from '#normalise';
import type { WireRecord, EmailValue, PhoneValue, Normalised, Normaliser } from '#normalise';
import type { Settings } from './config.ts';

type Unit = Settings['CHAKRA_EPOCH_UNIT'];

/** An entry of a list, told whether it is the primary one: `null` where none is. */
type Entry<T> = (raw: unknown, primary: boolean | null) => Normalised<T>;

/** An entry is an object around the address; a bare address is as clear. */
const emailValue = (unit: Unit): Entry<EmailValue> => {
  const time = recordTime(unit);
  return (raw, primary) => {
    if (!isRecord(raw)) {
      return mapped(email(raw), (address) => ({ ...plainEmail(address), primary }));
    }
    const [address, isSure] = either(email, raw['email'], raw['normalizedEmail']);
    if (typeof address !== 'string') return address;
    const kind = text(raw['type']);
    const verified = flag(raw['isVerified']);
    const createdAt = time(raw['createdAt']);
    const updatedAt = time(raw['updatedAt']);
    const backendId = text(digitsOf(raw['id']));
    const value: EmailValue = {
      address,
      kind: known(kind),
      verified: known(verified),
      primary,
      createdAt: known(createdAt),
      updatedAt: known(updatedAt),
      backendId: known(backendId),
    };
    const isWhole =
      isSure &&
      kind !== INVALID &&
      verified !== INVALID &&
      createdAt !== INVALID &&
      updatedAt !== INVALID &&
      backendId !== INVALID;
    return isWhole ? value : new Partly(value, 0, 0, 1);
  };
};

const known = <T>(value: Normalised<T>): T | null => {
  if (value === null || value === INVALID) return null;
  return value instanceof Partly ? value.value : value;
};

/** The first of two spellings that means something, and whether the first one did not mean nothing. */
const either = (
  normalise: Normaliser<string>,
  first: unknown,
  second: unknown,
): readonly [string | null | typeof INVALID, boolean] => {
  const value = normalise(first);
  if (typeof value === 'string') return [value, true];
  const other = normalise(second);
  const isSure = value === null;
  if (typeof other === 'string') return [other, isSure];
  return [isSure && other === null ? null : INVALID, isSure];
};

/** Decision: an entry is the number or an object that holds it as `phone` or `number`; Chakra tells no kind. */
const phoneValue: Entry<PhoneValue> = (raw, primary) =>
  mapped(numberIn(raw), (number) => ({ number, kind: 'OTHER', primary }));

const numberIn: Normaliser<string> = (raw) => {
  if (!isRecord(raw)) return phone(raw);
  const first = phone(raw['phone']);
  if (first !== null && first !== INVALID) return first;
  return phone(raw['number']) ?? first;
};

/** A list and the primary one of its entries, under their keys, as one list: the primary one ahead. */
const primaryFirst =
  <T>(primary: string, others: string, entry: Entry<T>): Normaliser<readonly T[]> =>
  (raw) => {
    if (!isRecord(raw)) return null;
    const first = entry(raw[primary], true);
    const isPrimary = first !== null && first !== INVALID ? false : null;
    const list: unknown = raw[others];
    const rest: readonly unknown[] = Array.isArray(list) ? list : [list];
    const entries: Normalised<T>[] = [first];
    for (const one of rest.slice(0, MOST_ENTRIES - 1)) entries.push(entry(one, isPrimary));
    return collected(entries, rest.length + 1 - entries.length);
  };

/** What one entry of an address leaves open, another one may tell. */
const joined = (first: EmailValue, again: EmailValue): EmailValue => ({
  address: first.address,
  kind: first.kind ?? again.kind,
  verified: first.verified ?? again.verified,
  primary: first.primary,
  createdAt: first.createdAt ?? again.createdAt,
  updatedAt: first.updatedAt ?? again.updatedAt,
  backendId: first.backendId ?? again.backendId,
});

export const emails = (unit: Unit): Normaliser<readonly EmailValue[]> =>
  eachOnce(
    primaryFirst('primaryEmail', 'emails', emailValue(unit)),
    ({ address }) => emailKey(address),
    joined,
  );

export const phones = eachOnce(
  primaryFirst('primaryPhone', 'phones', phoneValue),
  ({ number }) => number,
);

const isRecord = (value: unknown): value is WireRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
