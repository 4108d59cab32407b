import type { AccountKey } from '#normalise';
import type { AuditEntry } from './audit-log.ts';
import type { ErasureCertificate } from './erasure-certificate.ts';
import type { OperationRow } from './operation-log.ts';
import type {
  AccountConflict,
  Cause,
  ContactPoint,
  HistoryRow,
  UserKey,
  UserRow,
} from './registry.ts';

/** What the registry holds of a person besides `UserRow`. */
export interface HeldData {
  readonly contactPoints: readonly (ContactPoint & { readonly accountId: string })[];
  readonly history: readonly HistoryRow[];
  readonly operations: readonly OperationRow[];
  readonly conflicts: readonly AccountConflict[];
  /** When calls of webhooks about the person were recorded, ISO instants. */
  readonly deliveries: readonly string[];
  readonly audit: readonly AuditEntry[];
}

/**
 * What is kept of persons as a whole: to give it out, and to know those again who were erased. Every method is one
 * transaction. Throws `FacetError` with code `REGISTRY_UNAVAILABLE` when the database cannot be reached.
 */
export interface Erasures {
  held(user: UserRow): Promise<HeldData>;
  /** The certificate of a person who was erased, by an id of theirs or an account; `null` for everybody else. */
  find(key: UserKey): Promise<ErasureCertificate | null>;
  /**
   * Of these accounts those of persons who were erased: nobody may take them up by the way. That somebody was about to
   * is in the audit, once a minute for each.
   */
  suppress(accounts: readonly AccountKey[], cause: Cause): Promise<readonly AccountKey[]>;
}
