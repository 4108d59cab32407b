import { randomUUID } from 'node:crypto';

export const AUTH_ID_RULE = 'A HAPTIK auth id consists of letters and digits.';

export const isAuthId = (value: string): boolean => /^[A-Za-z0-9]+$/.test(value);

/** Random, since it is all that names a user to Haptik: nobody shall guess another's. */
export const newAuthId = (): string => randomUUID().replaceAll('-', '');
