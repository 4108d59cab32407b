import { z } from 'zod';

// Pieces of a vendor's section of the configuration. Every message names the variable and what it wants, never its
// value.

/** An empty variable counts as unset. */
const emptyIsUnset = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? undefined : value;

/** Any text, kept as it is. */
export const text = () => z.preprocess(emptyIsUnset, z.string().optional());

/** What goes into a header: a token, an application's id. */
export const headerText = (variable: string) =>
  z.preprocess(
    emptyIsUnset,
    z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]+$/, `${variable} must be printable ASCII without spaces.`)
      .optional(),
  );

/** Comma-separated; `[]` when unset. */
export const list = () =>
  z
    .string()
    .default('')
    .transform((value) => value.split(',').flatMap((entry) => entry.trim() || []));

/** One of a few words, the first of which is the default. */
export const choice = <const Words extends readonly [string, ...string[]]>(
  variable: string,
  words: Words,
) =>
  z.preprocess(
    emptyIsUnset,
    z.enum(words, `${variable} must be ${words.join(' or ')}.`).default(words[0]),
  );

/** A base URL without its trailing slash. */
export const baseUrl = (variable: string) =>
  z.preprocess(
    emptyIsUnset,
    z
      .string()
      .trim()
      .refine(isBaseUrl, `${variable} must be an http or https URL without credentials or query.`)
      .transform((url) => url.replace(/(?<!\/)\/+$/, ''))
      .optional(),
  );

const isBaseUrl = (value: string): boolean => {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
};
