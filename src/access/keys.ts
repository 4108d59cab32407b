import { hash, randomBytes } from 'node:crypto';

/** Shorter ones could be guessed. */
export const LEAST_KEY_LENGTH = 32;
/** Lets a key be recognised, and found where it must not be. */
const PREFIX = 'facet_';
const BYTES = 32;

/** What is kept of a key, in hexadecimal: a key is long and random, so that nothing slower is needed. */
export const digestOf = (key: string): string => hash('sha256', key);

/** A key's digest as `CALLERS_FILE` has it. */
export const keyHashOf = (key: string): string => `sha256:${digestOf(key)}`;

/** A key that nobody has. */
export const newKey = (): string => PREFIX + randomBytes(BYTES).toString('base64url');
