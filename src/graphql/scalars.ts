import {
  GraphQLError,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLScalarType,
  GraphQLString,
  Kind,
  type ValueNode,
} from 'graphql';
import {
  GraphQLCountryCode,
  GraphQLDate,
  GraphQLDateTime,
  GraphQLEmailAddress,
  GraphQLJSON,
  GraphQLJSONObject,
  GraphQLTimeZone,
  GraphQLURL,
} from 'graphql-scalars';
import {
  ExactNumber,
  exactNumber,
  withPlainNumbers,
  country,
  email,
  language,
  parsePhone,
  isPlainText,
  instant,
  timezone,
  url,
} from '#normalise';
import type { Normaliser } from '#normalise';
import type { Scalars } from '#schema';
import type { InputPath } from './input/argument-path.ts';
import { jsonProblem } from './input/json.ts';

/** Turns trimmed text into the value inside Facet; `undefined` says that the text is no such value. */
type Read = (text: string) => string | undefined;

/**
 * Never holds the input, which may be personal; hence no `cause` either.
 * @param inner where in a JSON value it is wrong
 */
function refused(expected: string, node?: ValueNode, inner?: InputPath): GraphQLError {
  return new GraphQLError(`Expected ${expected}.`, {
    extensions: { code: 'INVALID_INPUT', ...(inner && { inputPath: inner }) },
    ...(node && { nodes: node }),
  });
}

function textScalar(name: string, expected: string, read: Read): GraphQLScalarType<string> {
  const parse = (value: unknown, node?: ValueNode): string => {
    const isText = typeof value === 'string' && isPlainText(value);
    const parsed = isText ? read(value.trim()) : undefined;
    if (parsed === undefined) throw refused(expected, node);
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => serialised(name, value),
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}

/** Values were normalised where they came in, so nothing is checked again on the way out. */
function serialised(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  throw new TypeError(`A ${name} is text inside Facet.`);
}

/** What both the library and our own normaliser take, so that what is written reads back. */
function both(library: GraphQLScalarType, normalise: Normaliser<string>): Read {
  return (text) => {
    if (parsedBy(library, text) === undefined) return undefined;
    const value = normalise(text);
    return typeof value === 'string' ? value : undefined;
  };
}

/** The library's parser as a question, since its errors quote the input. */
function parsedBy<T>(library: GraphQLScalarType<T, unknown>, value: unknown): T | undefined {
  try {
    return library.parseValue(value);
  } catch {
    return undefined;
  }
}

function languageCode(text: string): string | undefined {
  const code = text.toLowerCase();
  // The normaliser makes `en` of `en-IN`: a caller must not lose the region without a word.
  return language(code) === code ? code : undefined;
}

function jsonScalar(library: GraphQLScalarType, expected: string): GraphQLScalarType {
  const accepted = (value: unknown, node?: ValueNode): unknown => {
    const isNumber = value instanceof ExactNumber;
    const parsed = isNumber && library !== GraphQLJSON ? undefined : parsedBy(library, value);
    if (parsed === undefined) throw refused(expected, node);
    const problem = jsonProblem(parsed);
    if (problem) throw refused(problem.expected, node, problem.path);
    return parsed;
  };
  return new GraphQLScalarType({
    name: library.name,
    serialize: (value) => value,
    parseValue: (value) => accepted(value),
    parseLiteral: (node, variables) => accepted(jsonLiteral(node, variables ?? {}, expected), node),
  });
}

/** The library's own would round numbers, and drop a key that holds an enum value. */
function jsonLiteral(
  node: ValueNode,
  variables: Readonly<Record<string, unknown>>,
  expected: string,
): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return exactNumber(node.value);
    case Kind.NULL:
      return null;
    case Kind.ENUM:
      throw refused(expected, node);
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((value) => jsonLiteral(value, variables, expected));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, jsonLiteral(value, variables, expected)]),
      );
  }
}

type CustomScalar = Exclude<
  keyof Scalars,
  'ID' | 'String' | 'Boolean' | 'Int' | 'Float' | '_FieldSet'
>;

/** The resolvers of the scalars in `schema/scalars.graphql`: every value inside Facet is text, but for the JSON ones. */
export const scalars: Readonly<Record<CustomScalar, GraphQLScalarType>> = {
  DateTime: textScalar(
    'DateTime',
    'a date and time with its offset, such as 2024-01-31T09:30:00Z',
    both(GraphQLDateTime, instant),
  ),
  Date: textScalar('Date', 'a date, such as 2024-01-31', (text) =>
    parsedBy(GraphQLDate, text)?.toISOString().slice(0, 10),
  ),
  EmailAddress: textScalar('EmailAddress', 'an e-mail address', both(GraphQLEmailAddress, email)),
  PhoneNumber: textScalar(
    'PhoneNumber',
    'a telephone number in international form, such as +14155550100',
    (text) => parsePhone(text) ?? undefined,
  ),
  URL: textScalar('URL', 'an http or https URL', both(GraphQLURL, url)),
  TimeZone: textScalar(
    'TimeZone',
    'an IANA time zone name, such as Asia/Kolkata',
    both(GraphQLTimeZone, timezone),
  ),
  CountryCode: textScalar(
    'CountryCode',
    'an ISO 3166-1 alpha-2 country code, such as IN',
    both(GraphQLCountryCode, country),
  ),
  LanguageCode: textScalar('LanguageCode', 'an ISO 639-1 language code, such as en', languageCode),
  JSONObject: jsonScalar(GraphQLJSONObject, 'a JSON object'),
  JSON: jsonScalar(GraphQLJSON, 'JSON'),
};

const { parseValue: parseId } = GraphQLID;
const { parseValue: parseInt } = GraphQLInt;
const { parseValue: parseFloat } = GraphQLFloat;
const { parseValue: parseText, parseLiteral: parseTextLiteral } = GraphQLString;

function plain(text: string, node?: ValueNode): string {
  if (isPlainText(text)) return text;
  throw refused('text without control characters and without half characters', node);
}

const double = (value: unknown): unknown => (value instanceof ExactNumber ? Number(value) : value);

/**
 * Lets `String` refuse text that no backend and no database can keep, and `ID` a number in variables that has been
 * rounded: it would name another record. Numbers that the body's reader has kept exactly are what they are to `ID`, and
 * doubles to `Int` and `Float`. What else an identifier may be is its scheme's own. graphql-js has one of each for all
 * schemas of a process; a schema cannot bring its own.
 */
export function guardBuiltInScalars(): void {
  GraphQLInt.parseValue = (value) => parseInt(double(value));
  GraphQLFloat.parseValue = (value) => parseFloat(double(value));
  GraphQLID.parseValue = (given) => {
    const value = withPlainNumbers(given);
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw refused('an ID as a string, since a number of this size loses digits in JSON');
    }
    return parseId(value);
  };
  GraphQLString.parseValue = (value) => plain(parseText(value));
  GraphQLString.parseLiteral = (node, variables) => plain(parseTextLiteral(node, variables), node);
}
