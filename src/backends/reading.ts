import type { FacetError } from '../errors.ts';
import type { AccountKey, WireRecord } from '../identity.ts';
import type { Origin } from '../schema.generated.ts';
import type { BackendAdapter } from './backend.ts';

/** What a read came to. It never rejects for what a backend does: a failure is one of the answers. */
export type Reading =
  | {
      readonly kind: 'found';
      readonly record: WireRecord;
      readonly origin: Origin;
      readonly asOf: string;
    }
  /** Linked, and the backend knows no such user. */
  | { readonly kind: 'absent' }
  /** It can only be known from a write, and none was acknowledged. */
  | { readonly kind: 'unwritten' }
  /** The backend is not configured: no call, no error, no value. */
  | { readonly kind: 'unconfigured' }
  /** A `BackendError`, or `BUDGET_EXCEEDED` for a call that was not made. */
  | { readonly kind: 'failed'; readonly error: FacetError };

/** One read of one account. */
export interface ReadKey {
  readonly adapter: BackendAdapter;
  readonly account: AccountKey;
  readonly operation: string;
  /** For an operation that is asked by name; empty otherwise. */
  readonly names: readonly string[];
}
