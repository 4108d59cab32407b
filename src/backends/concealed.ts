import type { HttpCall } from './http.ts';

const MAX_LENGTH = 300;
const GAP = '…';

const EMAIL = /[^\s"'<>(),;:]+@[^\s"'<>(),;:]+/g;
const LONG_NUMBER = /\+?\d[\d ().-]{5,}\d/g;
const CREDENTIAL = /\b(bearer|basic)\s+\S+/gi;

/**
 * A backend's own words, safe to show: one line of at most 300 characters, without anything that the request held
 * (body, query, credentials) and without anything that looks like an e-mail address, a number of a person or a token.
 */
export const concealed = (words: string, call: HttpCall): string => {
  const held = [...textsIn([call.body, call.query, credentials(call.headers), call.conceal])];
  return held
    .toSorted((one, other) => other.length - one.length)
    .reduce(withoutText, onOneLine(words))
    .replaceAll(EMAIL, GAP)
    .replaceAll(LONG_NUMBER, GAP)
    .replaceAll(CREDENTIAL, GAP)
    .trim()
    .slice(0, MAX_LENGTH);
};

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string' || typeof value === 'number') yield* spellings(String(value));
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* textsIn(inner);
  }
}

/** How a backend may repeat a text: as it is, inside JSON, inside a URL; each as it stands on one line. */
const spellings = (text: string): readonly string[] =>
  [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text.toWellFormed())]
    .map(onOneLine)
    .filter((spelling) => spelling !== '');

const onOneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();

/** The headers that are not the protocol's own, the scheme of `Authorization` cut off, and what `Basic` encodes. */
const credentials = (headers: HttpCall['headers']): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => !/^(content-type|accept)$/i.test(name))
    .flatMap(([, value]) => [[value.replace(/^(bearer|basic)\s+/i, '')], basicParts(value)])
    .flat();

/** User and password, together and each by itself: RFC 7617. Nothing, when the header is of another scheme. */
const basicParts = (header: string): readonly string[] => {
  const [, encoded] = /^basic\s+(.+)$/i.exec(header) ?? [];
  if (encoded === undefined) return [];
  const both = Buffer.from(encoded, 'base64').toString();
  const colon = both.indexOf(':');
  return colon === -1 ? [both] : [both, both.slice(0, colon), both.slice(colon + 1)];
};

// A short value is taken out as a word of its own alone: cutting every `a` would leave nothing to read.
const withoutText = (words: string, text: string): string => {
  const literal = RegExp.escape(text);
  const pattern = text.length < 5 ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
  return words.replaceAll(new RegExp(pattern, 'giu'), GAP);
};
