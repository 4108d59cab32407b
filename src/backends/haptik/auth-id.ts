import { randomUUID } from 'node:crypto';
import { isIdentifier, LONGEST_IDENTIFIER } from '#normalise';

export const AUTH_ID_RULE = `A HAPTIK auth id consists of at most ${LONGEST_IDENTIFIER} letters and digits.`;

export const isAuthId = (value: string): boolean =>
  /^[A-Za-z0-9]+$/.test(value) && isIdentifier(value);

/** Random, since it is all that names a user to Haptik: nobody shall guess another's. */
export const newAuthId = (): string => randomUUID().replaceAll('-', '');
