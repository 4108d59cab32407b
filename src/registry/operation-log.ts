import type { AccountKey, Aliases, WireRecord, NotStored, StepParts } from '#normalise';
import type { Backend, ErrorCode, OwnerChange } from '#schema';
import type { Addressed } from './addressed.ts';
import type { Backlog } from './backlog.ts';
import type { ErasureCertificate, ErasureOrder } from './erasure-certificate.ts';
import type { MutationName } from './mutation-name.ts';
import type { KeptOperatorNote, OperationsQuery, OperatorNote } from './operator-note.ts';
import type { Cause, Conflict, LinkResult, NewAccount, UserKey, UserRow } from './registry.ts';
import type { OutcomeError, StepOutcome } from './step-outcome.ts';

export type { OutcomeError, StepOutcome };

/** Which of a backend's writes a step is. */
export type WriteKind = 'create' | 'update' | 'owner' | 'pool' | 'erase';

/**
 * `RUNNING`: a process runs it and holds the lease, or held it when it died. `WAITING`: something is left to be done and
 * nobody does it now. `DONE`: every step has its last word.
 */
export type OperationState = 'RUNNING' | 'WAITING' | 'DONE';

/** `INTENT`: not sent. `SENT`: sent, no usable answer yet. `ANSWERED`: acknowledged, not linked yet. `DONE`: has its outcome. */
export type StepState = 'INTENT' | 'SENT' | 'ANSWERED' | 'DONE';

/** A backend's acknowledgement, as it is kept until the accounts are linked. */
export interface StepAnswer {
  /** `null` when the backend has the person and does not say where. */
  readonly account: AccountKey | null;
  readonly existed: boolean;
  readonly written: WireRecord | null;
  readonly aliases?: Aliases;
  /** What it says that it holds otherwise than it was sent: paths below what was prepared. */
  readonly altered?: readonly NotStored[];
}

/** One owner of an owner change. */
export interface StepOwner {
  readonly owner: string;
  readonly change: OwnerChange;
}

/** One backend's part of an operation, before anything is sent. */
export interface NewStep {
  readonly backend: Backend;
  readonly write: WriteKind;
  readonly state: 'INTENT' | 'DONE';
  /** What is sent, without any secret. */
  readonly request: WireRecord;
  /** A secret goes out with the request; it is kept nowhere. */
  readonly needsSecret: boolean;
  /** The account it is about, when that is known before the answer. */
  readonly account: AccountKey | null;
  /**
   * Set for a creation under an identifier that its backend was not asked for: it goes when it is known, as far as it
   * can be, who the person is, and not at all when the person has an account there.
   */
  readonly deferred: 'issued' | 'named' | null;
  readonly owner: StepOwner | null;
  /** The position of the creation that a change follows on, which has no account until that has told it. */
  readonly follows: number | null;
  /**
   * What it changes of the account: the keys of the request that do not name the account, and that of the secret. `null`
   * where that is not known, as of a creation: then it is the whole record.
   */
  readonly fields: readonly string[] | null;
  /** What becomes of the parts of the input when the backend takes the write. */
  readonly parts: StepParts;
  readonly outcome: StepOutcome | null;
}

/** A request that did not do what it was to do. */
export interface FailedAttempt {
  /** When it had failed, an ISO instant. */
  readonly at: string;
  readonly code: ErrorCode;
  /** The backend's own code, such as an HTTP status. */
  readonly backendCode: string | null;
}

export interface StepRow extends Omit<NewStep, 'state'> {
  /** From 0, in the order of the outcomes. */
  readonly position: number;
  readonly state: StepState;
  /** Requests sent. */
  readonly attempts: number;
  /** When the last request went out, an ISO instant. */
  readonly sentAt: string | null;
  readonly answer: StepAnswer | null;
  /**
   * Why it is not sent any more, whatever comes: its account was unlinked, or a later change took its place. `null` as
   * long as it may be sent. A closed step that was sent stays `SENT` until its request is over.
   */
  readonly closed: OutcomeError | null;
  /** The latest attempts that failed, oldest first. */
  readonly failures: readonly FailedAttempt[];
}

/** A step that may still be sent, of any operation, as those on the same account see it. */
export interface LiveStep extends Pick<
  StepRow,
  'position' | 'backend' | 'write' | 'state' | 'sentAt' | 'fields' | 'closed' | 'needsSecret'
> {
  readonly account: AccountKey;
  readonly operation: Pick<OperationRow, 'id' | 'sequence' | 'state' | 'dueAt' | 'userId'>;
}

export interface NewOperation {
  readonly caller: string;
  readonly mutation: MutationName;
  /** The caller's idempotency key. */
  readonly key: string | null;
  /** A keyed hash of the input: the same for the same input, telling nothing of it. */
  readonly fingerprint: string;
  /** Whom it changes; of a creation `null` until the person is known. */
  readonly userId: string | null;
  /** How long it is kept when it is done, in milliseconds. */
  readonly keepMs: number;
  readonly steps: readonly NewStep[];
}

/** Times are ISO instants. */
export interface OperationRow extends Omit<NewOperation, 'steps'> {
  readonly id: string;
  /** Grows from operation to operation. */
  readonly sequence: number;
  readonly state: OperationState;
  /** `RUNNING`: the lease's end. `WAITING`: when it is tried next. `DONE`: when it is forgotten. */
  readonly dueAt: string;
  /** How often it was left `WAITING` in a row, but for times that its caller came for it again. */
  readonly waits: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly note: KeptOperatorNote | null;
  readonly steps: readonly StepRow[];
}

/** The right to run an operation: whoever holds it writes, until `ms` after the last write. */
export interface Lease {
  readonly owner: string;
  readonly ms: number;
  /** It may share its transactions with what others do, which takes each a little longer and all together much less. */
  readonly isShared?: boolean;
}

/** An operation under a lease. */
export interface Claim {
  readonly id: string;
  readonly lease: Lease;
}

/** What one transaction may do besides writing the operation itself. */
export interface LinkScope {
  find(keys: readonly UserKey[]): Promise<readonly UserRow[]>;
  /** The operations on users, all ids of one person, that are not `DONE`, oldest first. */
  openOn(userIds: readonly string[]): Promise<readonly OperationRow[]>;
  /** As `Operations.beside`. */
  beside(operation: OperationRow): Promise<readonly LiveStep[]>;
  /**
   * A step took effect, or may have: what older steps would still change of the same fields is dropped from them, so that
   * it is never sent after this. One that nothing is left of is closed for `reason`, also one that its caller could take up
   * again by the key.
   */
  supersede(operation: OperationRow, step: StepRow, reason: OutcomeError): Promise<void>;
  link(userId: string | null, account: NewAccount, cause: Cause): Promise<LinkResult>;
  /** Whether it is an account of a person who was erased. */
  isErased(account: AccountKey): Promise<boolean>;
  /** Removes whom the operation is about, as `erasePerson`. */
  erase(operation: OperationRow, order: ErasureOrder): Promise<ErasureCertificate>;
  recordWrite(accountId: string, written: WireRecord): Promise<void>;
}

export interface StepChange {
  readonly position: number;
  readonly state: StepState;
  readonly outcome: StepOutcome;
  /** Requests sent, where one that was noted was not made. */
  readonly attempts?: number;
  /** Attempts that failed, beside those that are noted. */
  readonly failures?: readonly FailedAttempt[];
}

/** What is known in the middle of a run. */
export interface Advance {
  readonly addressed?: readonly Addressed[];
  readonly userId: string | null;
  readonly steps: readonly StepChange[];
  /** The positions of the steps that are sent next. */
  readonly sent: readonly number[];
}

export interface SendNote {
  readonly isAgain: boolean;
}

/** The end of a run. */
export interface Completion {
  readonly userId: string | null;
  readonly steps: readonly StepChange[];
  readonly state: 'WAITING' | 'DONE';
  readonly dueAt: string;
  /** `OperationRow.waits` from now on, where it waits. */
  readonly waits: number;
  /** Set where an operator ends it: it is kept with the operation, and in the audit. */
  readonly note?: OperatorNote;
}

/** Another process has taken the operation over. Whoever is told so stops. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/**
 * The durable log of writes. Every method is one transaction. Throws `FacetError` with code `REGISTRY_UNAVAILABLE` when
 * the database cannot be reached; what takes a `Claim` throws `LeaseLostError` when somebody else holds it.
 */
export interface Operations {
  /** The time by the database's clock, in epoch milliseconds: all its processes have the same. */
  now(): number;
  /** A random secret of this registry, for keyed hashes. */
  hashKey(): Promise<string>;
  find(id: string): Promise<OperationRow | null>;
  /** What is open now. */
  backlog(): Promise<Backlog>;
  /** For operators, the oldest first. */
  list(query: OperationsQuery): Promise<readonly OperationRow[]>;
  /** The operation under a caller's key; `null` also when the key has expired. */
  findByKey(caller: string, mutation: MutationName, key: string): Promise<OperationRow | null>;
  /** Writes the operation, `RUNNING` under the lease, unless there is one with its key: then that one is `found`. */
  begin(
    operation: NewOperation,
    lease: Lease,
  ): Promise<{ readonly kind: 'begun' | 'found'; readonly operation: OperationRow }>;
  /**
   * Takes an operation over, unless another lease on it lives; `null` then. With `reopen` the steps that are resumable go
   * back to `INTENT`.
   */
  claim(claim: Claim, reopen?: boolean): Promise<OperationRow | null>;
  /** Takes over the operations that are due for the longest time: their lease has ended, or their next try has come. */
  claimDue(lease: Lease, most: number): Promise<readonly OperationRow[]>;
  /** What others may still send to the accounts that this one may still send to, whoever their users are, oldest first. */
  beside(operation: OperationRow): Promise<readonly LiveStep[]>;
  /** Whether each of these accounts is somebody's by now. */
  areLinked(accounts: readonly AccountKey[]): Promise<boolean>;
  /** Every other call with a claim does so too. */
  renew(claim: Claim): Promise<void>;
  /**
   * Notes, before it is done, that a step is sent once more in the same run; `false` when it was closed meanwhile.
   * `isAgain`: what was noted last was not made, and is not counted.
   */
  sent(claim: Claim, position: number, note?: SendNote): Promise<boolean>;
  /** Links what was answered so far, and notes, before it is done, what is sent next: together. The run goes on. */
  advance<A extends Advance>(
    claim: Claim,
    work: (operation: OperationRow, scope: LinkScope) => Promise<A>,
  ): Promise<A>;
  answered(claim: Claim, position: number, answer: StepAnswer): Promise<void>;
  /** Notes the end of a step that had no effect. */
  settled(claim: Claim, change: StepChange): Promise<void>;
  /** Ends a run: links, last writes, outcomes and the operation's state together. Gives the lease back. */
  complete(
    claim: Claim,
    work: (operation: OperationRow, scope: LinkScope) => Promise<Completion>,
  ): Promise<OperationRow>;
  /**
   * Compares what creations that are done were answered with the links, each once: an account that is another user's, or
   * that is nobody's while the user has another one in its place, is a conflict. Writes it into the history of both and
   * answers it, unless it is known.
   */
  noteConflicts(): Promise<readonly Conflict[]>;
  /** Sees to it that what was deleted is in none of the database's files, as far as that is not the server's affair. */
  scrub(): Promise<void>;
  /** Forgets the `DONE` ones whose time has come; says how many. */
  sweep(): Promise<number>;
}
