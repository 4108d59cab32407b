import { isScalar } from './exact-json.ts';
import { listOf } from './texts.ts';
import { INVALID, type Normaliser } from './normalised.ts';
import { ofText, text } from './text.ts';

const INTEGER = /^[+-]?\d{1,10}$/;
const LARGEST = 2 ** 31;
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['y', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['n', false],
  ['0', false],
]);

/** Longer than any number or word that is understood here. */
const LONGEST = 32;

const integerText = ofText(
  (digits) => (INTEGER.test(digits) ? int32(Number(digits)) : INVALID),
  LONGEST,
);
const flagText = ofText((word) => FLAGS.get(word.toLowerCase()) ?? INVALID, LONGEST);

/** A whole number, or its digits, within the 32 bits of a GraphQL `Int`. */
export const integer: Normaliser<number> = (raw) =>
  typeof raw === 'number' ? int32(raw) : integerText(raw);

/** A person's age in whole years: nobody is below 0 or above 150. */
export const age: Normaliser<number> = (raw) => {
  const years = integer(raw);
  return typeof years === 'number' && (years < 0 || years > 150) ? INVALID : years;
};

/** A truth value; `1`, `0` and the words yes and no count as well. */
export const flag: Normaliser<boolean> = (raw) =>
  typeof raw === 'boolean' ? raw : flagText(digitsOf(raw));

/** Any JSON, untouched: its numbers have the digits that they came with. */
export const json: Normaliser<unknown> = (raw) => (isEmpty(raw) ? null : raw);

/** A JSON object, untouched. */
export const jsonObject: Normaliser<Record<string, unknown>> = (raw) => {
  if (isEmpty(raw)) return null;
  return isObject(raw) ? raw : INVALID;
};

/** Digits of a number that is exact, as text; anything else stays what it is: vendors write ids and numbers either way. */
export const digitsOf = (raw: unknown): unknown =>
  typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : raw;

/** Opaque identifiers as text, in order; a number counts only while it is exact. */
export const identifiers: Normaliser<readonly string[]> = listOf((raw) => text(digitsOf(raw)));

function int32(number: number): number | typeof INVALID {
  // `+ 0` turns -0 into 0.
  return Number.isInteger(number) && number >= -LARGEST && number < LARGEST ? number + 0 : INVALID;
}

function isEmpty(raw: unknown): raw is null | undefined {
  if (raw === null || raw === undefined) return true;
  return typeof raw === 'string' ? raw.trim() === '' : Array.isArray(raw) && raw.length === 0;
}

function isObject(raw: unknown): raw is Record<string, unknown> {
  return !isScalar(raw) && !Array.isArray(raw);
}
