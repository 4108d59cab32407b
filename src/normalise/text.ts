import { isAscii, isUtf8 } from 'node:buffer';
import { INVALID } from './normalised.ts';

/** The text of bytes in UTF-8; `null` when they are something else. */
export function textOfUtf8(bytes: Buffer): string | null {
  // The way of most: nothing has to be decoded.
  if (isAscii(bytes)) return bytes.toString('latin1');
  return isUtf8(bytes) ? bytes.toString() : null;
}

/** Anything but space, controls, and what only serves the characters around it, such as U+200B. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Most texts: nothing in them is to be removed, replaced or trimmed. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * What is never part of a name or a sentence, and is not seen: controls, soft hyphens, marks of direction, zero-width
 * spaces and joiners of words, byte order marks. ZWJ and ZWNJ stay, which spell words and emoji, and so do variation
 * selectors and fillers.
 */
const STRAY =
  /[^\P{Cc}\s]|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** All that is not seen and is no space, for texts whose every character counts: addresses and numbers. */
const UNSEEN = /[^\P{Cc}\s]|[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** More marks on one letter than any script has: composing them takes a time that grows with the square of the run. */
const PILE_OF_MARKS = /\p{M}{31}/u;

/** What is longer is no name and not compared with one: cleaning it would only cost time. */
const LONGEST_CLEANED = 65_536;

/** A vowel killer: a ZWJ after it makes another letter of it, also at the end of a word (as in Malayalam). */
const VIRAMA = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]/;

/**
 * Text as it is shown: well-formed, in Unicode's composed form (NFC) so that equal names are equal, without stray
 * invisible characters and without space, ZWJ or ZWNJ around it. Blank text is `null`, anything but text is `INVALID`.
 */
export function text(raw: unknown): string | null | typeof INVALID {
  if (raw === null || raw === undefined) return null;
  if (typeof raw !== 'string') return INVALID;
  if (PLAIN.test(raw)) return raw;
  const isShort = raw.length <= LONGEST_CLEANED;
  const wellFormed = raw.toWellFormed();
  const clean = trimmed(isShort ? composed(wellFormed.replace(STRAY, '')) : wellFormed);
  return VISIBLE.test(clean) ? clean : null;
}

/** Far more space and unseen characters than anybody has around a value: longer texts are not even cleaned. */
const LONGEST_MARGIN = 1000;

/** Whether a text is longer than any that means something, once the space around it is gone. */
export function isLonger(raw: unknown, longest: number): boolean {
  return typeof raw === 'string' && raw.length > longest && raw.trim().length > longest;
}

/** Whether there is nothing to be seen in a text, or no value at all. */
export function isBlank(raw: unknown): boolean {
  return raw === null || raw === undefined || (typeof raw === 'string' && !VISIBLE.test(raw));
}

/**
 * A normaliser of text from a function that sees only trimmed, non-blank text of at most `longest` UTF-16 units; what is
 * longer is `INVALID`, so that no expression is given a text without an end.
 */
export function ofText<R>(
  convert: (text: string) => R,
  longest: number,
): (raw: unknown) => R | null | typeof INVALID {
  return (raw) => {
    if (typeof raw === 'string' && raw.length > longest + LONGEST_MARGIN) return INVALID;
    const clean = text(raw);
    if (typeof clean !== 'string') return clean;
    return clean.length <= longest ? convert(clean) : INVALID;
  };
}

/** Text without any character that is not seen, composed anew, and without space around it. For short texts. */
export function withoutUnseen(spelling: string): string {
  return spelling.replace(UNSEEN, '').normalize('NFC').trim();
}

/**
 * The form in which names are compared: without case, accents, or the space and punctuation between words.
 * Marks that belong to a script (vowel signs, for instance) stay. For short texts: decomposing is not linear.
 */
export function folded(name: string): string {
  if (LETTERS.test(name)) return name.toLowerCase();
  return name.normalize('NFKD').toLowerCase().replace(LATIN_MARKS, '').replace(SEPARATORS, '');
}

/** Most words of tables: nothing in them but case. */
const LETTERS = /^[a-z\d]+$/i;
const LATIN_MARKS = /[\u0300-\u036f]/g;
const SEPARATORS = /[\s\p{P}]+/gu;

function composed(spelling: string): string {
  return PILE_OF_MARKS.test(spelling) ? spelling : spelling.normalize('NFC');
}

/** By hand, since an expression that looks for space at the end starts anew at each space before it. */
function trimmed(spelling: string): string {
  let start = 0;
  let end = spelling.length;
  while (start < end && isEdge(spelling[start])) start += 1;
  while (end > start && isEdge(spelling[end - 1]) && !isHalfForm(spelling, end - 1)) end -= 1;
  return spelling.slice(start, end);
}

const isEdge = (character = ''): boolean => /[\s\u200c\u200d]/.test(character);

const isHalfForm = (spelling: string, place: number): boolean =>
  !/\s/.test(spelling[place] ?? '') && VIRAMA.test(spelling[place - 1] ?? '');

/** C0 and DEL without tab, line feed and carriage return. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Whether text can be kept and passed on as it is: no half of a surrogate pair, which UTF-8 cannot hold, no NUL, which
 * PostgreSQL cannot, and no other control character but tabs and line breaks.
 */
export const isPlainText = (value: string): boolean => value.isWellFormed() && !CONTROL.test(value);
