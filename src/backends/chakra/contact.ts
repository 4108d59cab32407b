import {
  plainEmail,
  email,
  emailKey,
  eachOnce,
  listOf,
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

/** An entry is an object around the address; a bare address is as clear. */
const emailValue = (unit: Unit): Normaliser<EmailValue> => {
  const time = recordTime(unit);
  return (raw) => {
    if (!isRecord(raw)) return mapped(email(raw), plainEmail);
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
      primary: null,
      createdAt: known(createdAt),
      updatedAt: known(updatedAt),
      backendId: known(backendId),
    };
    const parts: readonly unknown[] = [kind, verified, createdAt, updatedAt, backendId];
    return isSure && !parts.includes(INVALID) ? value : new Partly(value, 0, 0, 1);
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
const phoneValue: Normaliser<PhoneValue> = (raw) => {
  const spellings = isRecord(raw) ? [raw['phone'], raw['number']] : [raw];
  const numbers = spellings.map((spelling) => phone(spelling)).filter((number) => number !== null);
  const number = numbers.find((one) => one !== INVALID) ?? numbers[0] ?? null;
  return mapped(number, (e164) => ({ number: e164, kind: 'OTHER', primary: null }));
};

/** An entry of a list, and whether it is the primary one; `null` where none is. */
interface Placed {
  readonly entry: unknown;
  readonly primary: boolean | null;
}

/** A list and the primary one of its entries, under their keys, as one list: the primary one ahead. */
const primaryFirst = <T extends { readonly primary: boolean | null }>(
  primary: string,
  others: string,
  normalise: Normaliser<T>,
): Normaliser<readonly T[]> => {
  const placed: Normaliser<T> = (raw) => {
    // Made below.
    const { entry, primary: isPrimary } = raw as Placed;
    return mapped(normalise(entry), (value) => ({ ...value, primary: isPrimary }));
  };
  const entries = listOf(placed, MOST_ENTRIES);
  return (raw) => {
    if (!isRecord(raw)) return null;
    const first = normalise(raw[primary]);
    const isPrimaryKnown = first !== null && first !== INVALID;
    const list: readonly unknown[] = [raw[others]].flat();
    return entries([
      { entry: raw[primary], primary: true },
      ...list.map((entry) => ({ entry, primary: isPrimaryKnown ? false : null })),
    ]);
  };
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
