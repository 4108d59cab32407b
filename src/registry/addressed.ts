import type { AccountKey, WireRecord } from '#normalise';

/** A change that has learned which account it is about. */
export interface Addressed {
  readonly position: number;
  readonly account: AccountKey;
  readonly request: WireRecord;
}
