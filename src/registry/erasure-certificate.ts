import type { AccountKey } from '#normalise';
import type { Backend, ErasedKind, OutcomeStatus } from '#schema';

/** What a backend still has of a person whom Facet erased. */
export interface ErasureRemainder {
  readonly backend: Backend;
  readonly status: OutcomeStatus;
  /** `''` where the backend has no parts, or the person has no account there. */
  readonly scope: string;
  /** A keyed hash of the account; `null` when the person had none there. */
  readonly digest: string | null;
  /** What was done there, or whom to ask for what. Names no identifier. */
  readonly note: string;
}

/** What one backend came to, before its identifier is forgotten. */
export interface BackendErasure extends Omit<ErasureRemainder, 'digest' | 'scope'> {
  readonly account: AccountKey | null;
}

/** What an erasure is asked with besides its person. */
export interface ErasureOrder {
  readonly reason: string | null;
  /** What each backend came to, for the accounts that the person has now. */
  readonly atBackends: (accounts: readonly AccountKey[]) => readonly BackendErasure[];
}

/** Says what was removed here, and what is left elsewhere. Kept for ever; it holds no identifier but Facet's own. */
export interface ErasureCertificate {
  readonly id: string;
  readonly userId: string;
  readonly formerIds: readonly string[];
  /** By the database's clock, an ISO instant. */
  readonly erasedAt: string;
  readonly caller: string;
  readonly reason: string | null;
  readonly operationId: string;
  readonly removed: readonly { readonly kind: ErasedKind; readonly count: number }[];
  /** The writes of the person that were not done, and are not sent any more. */
  readonly cancelledOperations: readonly string[];
  readonly remaining: readonly ErasureRemainder[];
}
