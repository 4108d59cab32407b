import { randomBytes } from 'node:crypto';

/**
 * A number of a JSON text that would come out as other characters if it became a JavaScript number: more digits than a
 * double holds (`9117786204812949329`), out of its range (`1e400`), or of another spelling (`1.10`, `-0`). It is written
 * by `JSON.stringify` as it was read; where a number is reckoned with it is the nearest double.
 */
export class ExactNumber {
  /** Its characters in JSON. */
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }

  valueOf(): number {
    return Number(this.source);
  }

  toJSON(): unknown {
    return RawJson.rawJSON(this.source);
  }
}

/** Node 24 has it; the type library does not know it yet. */
const RawJson = JSON as JSON & { readonly rawJSON: (source: string) => unknown };

/** A number from its characters in JSON or in GraphQL, which are the same: a double where that loses none of them. */
export const exactNumber = (source: string): number | ExactNumber =>
  isLossy(source) ? new ExactNumber(source) : Number(source);

const isLossy = (source: string): boolean => String(Number(source)) !== source;

/** What is deeper cannot be walked or written without an end: 10 KB of brackets would exhaust the stack. */
export const MAX_LEVELS = 1000;

/** More numbers of one text cannot be kept exactly within the time that one answer may take. */
export const MAX_EXACT_NUMBERS = 20_000;

/** A JSON text is past one of the limits above; the message says which, and quotes nothing. */
export class JsonLimitError extends Error {
  override readonly name = 'JsonLimitError';
}

/** Whether a JSON value is a single one: text, a number however exact, a truth value or null. */
export const isScalar = (value: unknown): boolean =>
  !isContainer(value) || value instanceof ExactNumber;

const BYTE_ORDER_MARK = '\ufeff';

/**
 * A value that somebody else has parsed from this text, with `ExactNumber` where that altered a number.
 * @throws JsonLimitError
 */
export const withExactNumbers = (value: unknown, text: string): unknown => {
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return withNumbersOf(value, json, lossyNumbersIn(json));
};

const withNumbersOf = (value: unknown, text: string, numbers: readonly Span[]): unknown =>
  numbers.length === 0 ? value : withNumbers(JSON.parse(marked(text, numbers)));

/** What a JSON text holds. */
export interface ParsedJson {
  readonly value: unknown;
  /** No number of it is an `ExactNumber`: it need not be looked through for them. */
  readonly isPlain: boolean;
}

/**
 * Parses JSON; numbers that JavaScript would alter become `ExactNumber`. In linear time, unlike a reviver of
 * `JSON.parse`, of which a mebibyte of short numbers takes most of a second.
 * @throws SyntaxError whose message quotes the text
 * @throws JsonLimitError
 */
export const parsedJson = (text: string): ParsedJson => {
  if (isOrdinary(text)) return { value: JSON.parse(text), isPlain: true };
  const numbers = lossyNumbersIn(text, MAX_LEVELS);
  // First as it is, since a text may stand where a number may not.
  const parsed: unknown = JSON.parse(text);
  return { value: withNumbersOf(parsed, text, numbers), isPlain: numbers.length === 0 };
};

/** The value alone. */
export const parseJson = (text: string): unknown => parsedJson(text).value;

/**
 * Tells most texts at the price of one native search: not deep, and with no number that is long, has a point or an
 * exponent, or is `-0`. A number stands after a key, in a list, or alone.
 */
const isOrdinary = (text: string): boolean => !hasPeculiarNumber(text) && !mayBeDeep(text);

/** The second expression takes as long as to parse the text: the first one, which finds more, mostly finds nothing. */
const hasPeculiarNumber = (text: string): boolean =>
  (text[0] !== '{' || MAYBE_PECULIAR.test(text)) && PECULIAR_NUMBER.test(text);

/** Also a part of a text, such as a time of day with fractions of a second. */
const MAYBE_PECULIAR = /[:[,]\s*(?:-0|-?\d{16}|-?\d+[.eE])/;
const PECULIAR_NUMBER = /(?:"\s*:|[[,]|^)\s*(?:-0|-?\d{16}|-?\d+[.eE])/;

/** As deep as it has opening brackets, and no deeper than half of its length. */
const mayBeDeep = (text: string): boolean => {
  if (text.length <= 2 * MAX_LEVELS) return false;
  return hasMoreThan(MAX_LEVELS / 2, '{', text) || hasMoreThan(MAX_LEVELS / 2, '[', text);
};

const hasMoreThan = (most: number, bracket: string, text: string): boolean => {
  let at = -1;
  for (let count = 0; count <= most; count += 1) {
    at = text.indexOf(bracket, at + 1);
    if (at === -1) return false;
  }
  return true;
};

const TOO_DEEP = `it has more than ${MAX_LEVELS} levels`;
const TOO_MANY = `it has more than ${MAX_EXACT_NUMBERS} numbers that a double would alter`;

interface Span {
  readonly start: number;
  readonly end: number;
}

const [QUOTE, MINUS, BACKSLASH] = [34, 45, 92];
const [DIGIT_0, DIGIT_9] = [48, 57];
/** Brackets and braces, which differ in one bit. */
const [OPENING, CLOSING, BRACE] = [123, 125, 32];
/** Every integer of so many digits is exact, and is spelled in one way. */
const MOST_DIGITS = 15;

/** Where the numbers of a JSON text stand that a double would alter; of what is no JSON, anything. */
const lossyNumbersIn = (text: string, maxLevels = Infinity): readonly Span[] => {
  const found: Span[] = [];
  let level = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(text, at);
    else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, at);
      if (isWorthALook(text, at, end) && isLossy(text.slice(at, end))) {
        found.push({ start: at, end });
        if (found.length > MAX_EXACT_NUMBERS) throw new JsonLimitError(TOO_MANY);
      }
      at = end - 1;
    } else if ((code | BRACE) === OPENING) {
      level += 1;
      if (level > maxLevels) throw new JsonLimitError(TOO_DEEP);
    } else if ((code | BRACE) === CLOSING) level -= 1;
  }
  return found;
};

/** Digits alone are what they are, as long as there are few. */
const isWorthALook = (text: string, start: number, end: number): boolean => {
  if (end - start > MOST_DIGITS) return true;
  for (let at = start; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return true;
  return false;
};

const isDigit = (code: number): boolean => code >= DIGIT_0 && code <= DIGIT_9;

/** A number goes on as long as there are digits, signs, a point or an exponent. */
const endOfNumber = (text: string, start: number): number => {
  let end = start + 1;
  while (isInNumber(text.charCodeAt(end))) end += 1;
  return end;
};

const isInNumber = (code: number): boolean =>
  isDigit(code) || code === 46 || code === 101 || code === 69 || code === 43 || code === MINUS;

const closingQuote = (text: string, opening: number): number => {
  let at = text.indexOf('"', opening + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at === -1 ? text.length : at;
};

const isEscaped = (text: string, at: number): boolean => {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
};

/** Begins a text that stands for a number; nobody outside can know it. Short, since there may be many. */
const MARK = randomBytes(8).toString('base64url');

/** The text with each of these numbers as a marked string. */
const marked = (text: string, numbers: readonly Span[]): string => {
  const parts: string[] = [];
  let rest = 0;
  for (const { start, end } of numbers) {
    parts.push(text.slice(rest, start), '"', MARK, text.slice(start, end), '"');
    rest = end;
  }
  parts.push(text.slice(rest));
  return parts.join('');
};

/** The value with the numbers again. Without recursion: it may be as deep as it is long. */
const withNumbers = (value: unknown): unknown => {
  const root = { value };
  const open: Container[] = [root];
  for (let container = open.pop(); container; container = open.pop()) {
    for (const key in container) {
      const inner = container[key];
      if (isContainer(inner)) open.push(inner);
      else if (typeof inner === 'string' && inner.startsWith(MARK)) {
        container[key] = new ExactNumber(inner.slice(MARK.length));
      }
    }
  }
  return root.value;
};

/**
 * The value as code that reckons with it wants it: a whole number that no double holds as its digits, any other
 * `ExactNumber` as the nearest double. The same object where there is none.
 */
export const withPlainNumbers = (value: unknown): unknown => {
  if (!isContainer(value)) return value;
  if (value instanceof ExactNumber) return plainNumber(value);
  return holdsExactNumber(value) ? copyWithPlainNumbers(value) : value;
};

const plainNumber = ({ source }: ExactNumber): string | number =>
  LONG_INTEGER.test(source) ? source : Number(source);

const LONG_INTEGER = /^-?\d{16,}$/;

const holdsExactNumber = (value: Container): boolean => {
  if (value instanceof ExactNumber) return true;
  if (Array.isArray(value)) return value.some(isOrHoldsOne);
  // Every list of a record is looked through: a list of its entries would cost more than the rest.
  for (const key in value) if (isOrHoldsOne(value[key])) return true;
  return false;
};

const isOrHoldsOne = (value: unknown): boolean => isContainer(value) && holdsExactNumber(value);

const copyWithPlainNumbers = (value: unknown): unknown => {
  if (value instanceof ExactNumber) return plainNumber(value);
  if (Array.isArray(value)) return value.map(copyWithPlainNumbers);
  if (!isContainer(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, copyWithPlainNumbers(inner)]);
  return Object.fromEntries(entries);
};

type Container = Record<string, unknown>;

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;
