import { createHmac } from 'node:crypto';
import type { AccountKey } from '#normalise';
import { accountText } from './match.ts';

/** Stands for an account where its identifier must not be kept. Whoever has the identifier and the key gets the same. */
export const accountDigest = (account: AccountKey, hashKey: string): string =>
  createHmac('sha256', hashKey)
    .update(`account\0${accountText(account)}`)
    .digest('base64url');
