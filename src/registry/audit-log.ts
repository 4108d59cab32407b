import type { AccountKey } from '#normalise';
import type { AuditAction, Backend, ErrorCode, OutcomeStatus } from '#schema';
import type { MutationName } from './mutation-name.ts';

/** What one backend did, or did not do. */
export interface AuditOutcome {
  readonly backend: Backend;
  readonly status: OutcomeStatus;
}

/** Something that somebody did or was refused, to be kept. It holds no personal data, whatever it is about. */
export interface AuditRecord {
  /** `null` where nobody knows who asked. */
  readonly caller: string | null;
  readonly action: AuditAction;
  readonly userId: string | null;
  /** What it was about. Of their identifiers keyed hashes alone are kept. */
  readonly accounts: readonly AccountKey[];
  readonly operationId: string | null;
  readonly outcomes: readonly AuditOutcome[];
  /** Why it was refused; `null` when it was not. */
  readonly code: ErrorCode | null;
  /** Words of ours, such as the scope that was missing. */
  readonly detail: string | null;
}

/** An account as the audit keeps it. */
export interface AuditedAccount {
  readonly backend: Backend;
  readonly scope: string;
  /** The identifier, as long as the registry has it for the same person; `null` later. */
  readonly ref: string | null;
  /** A keyed hash of all three: the same for the same account, also when nobody holds it any more. */
  readonly digest: string;
}

export interface AuditEntry extends Omit<AuditRecord, 'accounts'> {
  readonly id: string;
  /** By the database's clock, an ISO instant. */
  readonly at: string;
  readonly accounts: readonly AuditedAccount[];
}

/** Which entries are wanted; each that is not `null` has to fit. Instants are ISO. */
export interface AuditQuery {
  readonly caller: string | null;
  readonly action: AuditAction | null;
  readonly userId: string | null;
  readonly operationId: string | null;
  /** At this instant or later. */
  readonly since: string | null;
  /** Before this instant. */
  readonly until: string | null;
}

/** A part of the audit, newest first. */
export interface AuditRange {
  readonly limit: number;
  readonly direction: 'older' | 'newer';
  /** Only entries strictly beyond this one in that direction. */
  readonly beyond: string | null;
}

/**
 * Who did what, append-only: nothing changes an entry, and only its age removes it. Writes of the registry add their own in
 * their own transaction. Throws `FacetError` with code `REGISTRY_UNAVAILABLE` when the database cannot be reached.
 */
export interface AuditLog {
  /** Adds entries for what has no transaction of its own. */
  record(records: readonly AuditRecord[]): Promise<void>;
  page(query: AuditQuery, range: AuditRange): Promise<readonly AuditEntry[]>;
  /** Forgets what is older than this, in milliseconds; says how many entries. */
  sweep(ageMs: number): Promise<number>;
}

/** Every mutation under its name in the audit. */
export const MUTATION_ACTIONS = {
  createUser: 'CREATE_USER',
  updateUser: 'UPDATE_USER',
  updateOwners: 'UPDATE_OWNERS',
  updatePool: 'UPDATE_POOL',
  updateEmail: 'UPDATE_EMAIL',
  linkAccount: 'LINK_ACCOUNT',
  unlinkAccount: 'UNLINK_ACCOUNT',
  eraseUser: 'ERASE_USER',
} as const satisfies Record<MutationName, AuditAction>;

/** A mutation that was refused before anything was done. */
export const refusedMutation = (
  caller: string,
  mutation: MutationName,
  userId: string | null,
  code: ErrorCode | null,
): AuditRecord => ({
  caller,
  action: MUTATION_ACTIONS[mutation],
  userId,
  accounts: [],
  operationId: null,
  outcomes: [],
  code,
  detail: null,
});
