import { createHmac } from 'node:crypto';
import type { AccountKey } from '#normalise';
import { accountText } from './match.ts';

/** Stands for an account where its identifier must not be kept. Whoever has the identifier and the key gets the same. */
export const accountDigest = (account: AccountKey, hashKey: string): string =>
  digestOf(`account\0${accountText(account)}`, hashKey);

/** The same for a user's id. */
export const userDigest = (userId: string, hashKey: string): string =>
  digestOf(`user\0${userId}`, hashKey);

const digestOf = (text: string, hashKey: string): string =>
  createHmac('sha256', hashKey).update(text).digest('base64url');
