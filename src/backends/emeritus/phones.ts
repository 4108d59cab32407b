import {
  eachOnce,
  listOf,
  MOST_ENTRIES,
  INVALID,
  mapped,
  phone,
  digitsOf,
  isBlank,
  text,
} from '#normalise';
import type { PhoneValue, Normalised, Normaliser } from '#normalise';
import type { PhoneKind } from '#schema';

type Numbers = Normaliser<readonly string[]>;

/** The profile's `{area_code: "86", mobile: "13888888888"}` as `["+8613888888888"]`. */
export const profileNumber: Numbers = (raw) => {
  if (typeof raw !== 'object' || raw === null) return null;
  const { area_code, mobile }: { area_code?: unknown; mobile?: unknown } = raw;
  return mapped(international(area_code, mobile), (number) => [number]);
};

/**
 * A contact's `["86", "13888888888"]` as `["+8613888888888"]`; with several pairs, one after another or each in a list
 * of its own, all are numbers (decision). What is no pair, such as a number by itself, means nothing.
 */
export const contactNumbers: Numbers = (raw) => {
  if (!Array.isArray(raw)) return isBlank(raw) ? null : INVALID;
  const pairs = raw.every(Array.isArray) ? raw : inPairs(raw);
  return numbersIn(pairs);
};

const pairNumber: Normaliser<string> = (raw) =>
  Array.isArray(raw) && raw.length === 2 ? international(raw[0], raw[1]) : INVALID;

const numbersIn: Numbers = eachOnce(listOf(pairNumber, MOST_ENTRIES), (number) => number);

const inPairs = (flat: readonly unknown[]): readonly unknown[] => {
  if (flat.every(isBlank)) return [];
  if (flat.length % 2 === 1) return [INVALID];
  return flat.flatMap((part, place) => (place % 2 === 0 ? [[part, flat[place + 1]]] : []));
};

/** A number that has its country code needs no area code; any other one means nothing without it. */
const international = (areaCode: unknown, mobile: unknown): Normalised<string> => {
  const number = text(digitsOf(mobile));
  if (typeof number !== 'string' || number.includes('+')) return phone(number);
  const code = text(digitsOf(areaCode));
  return typeof code === 'string' ? phone(`+${code.replace(/^(?:\+|00)/, '')}${number}`) : INVALID;
};

/** Numbers as an entry each of the account's list. */
export const phonesOf =
  (numbers: Numbers, kind: PhoneKind): Normaliser<readonly PhoneValue[]> =>
  (raw) =>
    mapped(numbers(raw), (all) => all.map((number) => ({ number, kind, primary: null })));

/** The first number by itself. */
export const firstOf =
  (numbers: Numbers): Normaliser<string> =>
  (raw) =>
    mapped(numbers(raw), ([first = '']) => first);
