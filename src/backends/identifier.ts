import { InputError } from '#errors';
import { isPlainIdentifier, LONGEST_IDENTIFIER } from '#normalise';

/** Holds for every identifier in an input, whatever names it. */
export const IDENTIFIER_RULE =
  `An identifier is not blank, has at most ${LONGEST_IDENTIFIER} characters, no white space at either end, ` +
  'and no control or invisible character.';

/** An opaque identifier as a caller names it. Throws `InputError` with the path below the caller's key. */
export const identifierFrom = (value: string, path: readonly string[] = []): string => {
  if (!isPlainIdentifier(value)) throw new InputError(IDENTIFIER_RULE, path);
  return value;
};
