import { InputError } from '../errors.ts';
import { isIdentifier, LONGEST_IDENTIFIER } from '../identity.ts';

export const IDENTIFIER_RULE =
  `An identifier is not blank, has at most ${LONGEST_IDENTIFIER} characters, ` +
  'and none of them is NUL or half of a surrogate pair.';

/** An opaque identifier as a caller names it. Throws `InputError` with the path below the caller's key. */
export const identifierFrom = (value: string, path: readonly string[] = []): string => {
  if (!isIdentifier(value)) throw new InputError(IDENTIFIER_RULE, path);
  return value;
};
