import type { FacetError } from '#errors';
import type { AccountKey, WireRecord, Shortfall } from '#normalise';
import type { Origin } from '#schema';
import type { AccountField, BackendAdapter } from '../backend.ts';

/** What one field of a record came to. */
export type FieldState =
  /** `shortfall`: what was left out of the value, or is in doubt; `null` when it is whole. */
  | { readonly kind: 'value'; readonly value: unknown; readonly shortfall: Shortfall | null }
  | { readonly kind: 'empty' }
  | { readonly kind: 'invalid' };

/** What the fields of one record came to. So few that they are found sooner by looking at each than by a hash. */
export class FieldStates {
  readonly #fields: AccountField[] = [];
  readonly #states: FieldState[] = [];
  /** Another request was given the same record. */
  areShared = false;

  of(field: AccountField): FieldState | undefined {
    const place = this.#fields.indexOf(field);
    return place === -1 ? undefined : this.#states[place];
  }

  /** Of a field that has none yet. */
  add(field: AccountField, state: FieldState): void {
    this.#fields.push(field);
    this.#states.push(state);
  }
}

/** What a backend, or a write to it, tells of somebody. */
export interface FoundReading {
  readonly kind: 'found';
  readonly record: WireRecord;
  readonly origin: Origin;
  /** The time of the read or the write; as text where it is kept so. */
  readonly asOf: Date | string;
  /** What its fields came to, each once it was asked for: requests that share a record share this work. */
  readonly states: FieldStates;
}

/** What a read came to. It never rejects for what a backend does: a failure is one of the answers. */
export type Reading =
  | FoundReading
  /** Linked, and the backend knows no such user. */
  | { readonly kind: 'absent' }
  /** It can only be known from a write, and none was acknowledged. */
  | { readonly kind: 'unwritten' }
  /** The backend is not configured: no call, no error, no value. */
  | { readonly kind: 'unconfigured' }
  /** A `BackendError`; another one for a call that the request may not make. */
  | { readonly kind: 'failed'; readonly error: FacetError };

/** A record as it was read, with nothing asked of it yet. */
export const found = (record: WireRecord, origin: Origin, asOf: Date | string): FoundReading => ({
  kind: 'found',
  record,
  origin,
  asOf,
  states: new FieldStates(),
});

/** The time of a read that ends now: readings of the same millisecond share it. */
export function now(): Date {
  const ms = Date.now();
  if (ms !== last.getTime()) last = new Date(ms);
  return last;
}

let last = new Date(0);

/** The account and the operation as one text. The length keeps apart what a separator could confuse: refs and scopes are opaque. */
export const accountOperation = ({ backend, scope, ref }: AccountKey, operation: string): string =>
  `${backend} ${operation} ${scope.length} ${scope} ${ref}`;

/** One read of one account. */
export interface ReadKey {
  readonly adapter: BackendAdapter;
  readonly account: AccountKey;
  readonly operation: string;
  /** For an operation that is asked by name; empty otherwise. */
  readonly names: readonly string[];
}
