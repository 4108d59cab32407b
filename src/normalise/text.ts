import { INVALID } from './normalised.ts';

/** Anything but space, controls, and what only serves the characters around it, such as U+200B. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Text without the space around it; blank text is `null`, anything but text is `INVALID`. */
export function text(raw: unknown): string | null | typeof INVALID {
  if (raw === null || raw === undefined) return null;
  if (typeof raw !== 'string') return INVALID;
  const trimmed = raw.trim();
  return VISIBLE.test(trimmed) ? trimmed : null;
}

/** A normaliser of text from a function that sees only trimmed, non-blank text. */
export function ofText<T>(
  convert: (text: string) => T | typeof INVALID,
): (raw: unknown) => T | null | typeof INVALID {
  return (raw) => {
    const trimmed = text(raw);
    return typeof trimmed === 'string' ? convert(trimmed) : trimmed;
  };
}

/**
 * The form in which names are compared: without case, accents, or the space and punctuation between words.
 * Marks that belong to a script (vowel signs, for instance) stay.
 */
export function folded(name: string): string {
  return name.normalize('NFKD').toLowerCase().replace(LATIN_MARKS, '').replace(SEPARATORS, '');
}

const LATIN_MARKS = /[\u0300-\u036f]/g;
const SEPARATORS = /[\s\p{P}]+/gu;

/** C0 and DEL without tab, line feed and carriage return. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Whether text can be kept and passed on as it is: no half of a surrogate pair, which UTF-8 cannot hold, no NUL, which
 * PostgreSQL cannot, and no other control character but tabs and line breaks.
 */
export const isPlainText = (value: string): boolean => value.isWellFormed() && !CONTROL.test(value);
