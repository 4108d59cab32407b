import type { HttpCall } from './http-backend.ts';
import { placeIn } from './places.ts';

/** The most of a backend's words that is looked at, and the most of a value that is looked for, in UTF-16 units. */
const MAX_READ = 1000;
/** The most that is shown. */
const MAX_SHOWN = 200;
const GAP = '…';
/** Shorter values are taken out as words of their own alone: cutting every `a` would leave nothing to read. */
const LEAST_PART = 5;
/** So much of a longer value tells it: a backend may repeat no more of it. */
const TELLING_PART = 24;

/**
 * A backend's own words, safe to show: one line of at most 200 characters, without anything that the request held
 * (body, query, credentials), and cut off where they begin to tell of a place (a stack frame, a path, a URL, a host) or
 * of somebody's e-mail address, number or token. However long the words are, only their first thousand are looked at.
 */
export const redact = (words: string, call: HttpCall): string => {
  const shown = withoutHeld(onOneLine(words.slice(0, MAX_READ)), call);
  const end = placeIn(shown);
  return end === shown.length && words.length <= MAX_READ
    ? shortened(shown)
    : shortened(`${shown.slice(0, end).replace(OPENED, '')}${GAP}`);
};

/** What leads to something that is cut off. */
const OPENED = /[\s("'`<[{@=:,;/\\…-]{1,20}$/u;

const shortened = (text: string): string => {
  if (text.length <= MAX_SHOWN) return text;
  // Half of a pair at the end would be no character.
  return `${text.slice(0, MAX_SHOWN - GAP.length).replace(/[\ud800-\udbff]$/, '')}${GAP}`;
};

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string' || typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* textsIn(inner);
  }
}

/** How a backend may repeat a text: as it is, inside JSON, inside a URL; each as it stands on one line. */
const spellings = (value: string): readonly string[] => {
  if (PLAIN.test(value)) return [value.toLowerCase()];
  const text = value.slice(0, MAX_READ).toWellFormed();
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]
    .map((spelling) => onOneLine(spelling).toLowerCase())
    .filter((spelling) => spelling !== '');
};

/** Is spelled in one way: most of a large request is. */
const PLAIN = /^[\w.-]{1,64}$/;

/** What orders or hides its neighbours goes, and what breaks a line becomes a space. */
const onOneLine = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(UNSEEN, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Formatting characters, but for the two that are part of how some scripts are written. */
const UNSEEN = /(?![\u200c\u200d])\p{Cf}/gu;

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

/** The words with a gap for whatever the request holds: what is repeated whole, the longest first, then in part. */
const withoutHeld = (words: string, call: HttpCall): string => {
  let lower = words.toLowerCase();
  // A letter that is longer in lower case would shift what is found in it.
  let shown = lower.length === words.length ? words : lower;
  const repeated = repeatedIn(lower, call);
  for (const length of [Infinity, TELLING_PART]) {
    for (const text of repeated) {
      shown = withoutText(shown, lower, text, text.slice(0, length));
      lower = shown.toLowerCase();
    }
  }
  return shown;
};

/** Most of what a large request holds is not repeated: one look at the words for each of its texts. */
const repeatedIn = (lower: string, call: HttpCall): readonly string[] => {
  const repeated = new Set<string>();
  for (const text of textsIn([call.body, call.query, credentials(call.headers), call.conceal])) {
    for (const spelling of spellings(text)) {
      if (lower.includes(spelling.slice(0, TELLING_PART))) repeated.add(spelling);
    }
  }
  return [...repeated].toSorted((one, other) => other.length - one.length);
};

/** The words with a gap wherever a part of the text begins, as far as the rest of it stands there too. */
const withoutText = (words: string, lower: string, text: string, part: string): string => {
  let rest = 0;
  let shown = '';
  for (let at = lower.indexOf(part); at !== -1; at = lower.indexOf(part, Math.max(rest, at + 1))) {
    if (part.length < LEAST_PART && !isWord(lower, at, part)) continue;
    shown += words.slice(rest, at) + GAP;
    rest = at + part.length;
    while (rest < at + text.length && lower[rest] === text[rest - at]) rest += 1;
  }
  return shown + words.slice(rest);
};

const isWord = (lower: string, at: number, text: string): boolean =>
  !isPartOfWord(lower[at - 1]) && !isPartOfWord(lower[at + text.length]);

const isPartOfWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);
