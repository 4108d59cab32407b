import type { AccountKey, WireRecord } from '../identity.ts';

/** A change that has learned which account it is about. */
export interface Addressed {
  readonly position: number;
  readonly account: AccountKey;
  readonly request: WireRecord;
}
