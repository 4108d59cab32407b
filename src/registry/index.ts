export type { Addressed } from './addressed.ts';
export { refusedMutation } from './audit-log.ts';
export type { AuditEntry, AuditLog, AuditQuery, AuditRange, AuditRecord } from './audit-log.ts';
export { BindingWatch, bindRegistry, sentencesOf } from './binding-watch.ts';
export type { BoundRegistry, RebindPreview } from './bindings.ts';
export type { RegistryFacts } from './backup-registry.ts';
export { backUpRegistry, restoreRegistry } from './backup-registry.ts';
export { ERASED, unlinkedOutcome } from './closed-outcome.ts';
export type { DurableRegistry } from './durable-registry.ts';
export type {
  BackendErasure,
  ErasureCertificate,
  ErasureOrder,
  ErasureRemainder,
} from './erasure-certificate.ts';
export type { Erasures, HeldData } from './erasures.ts';
export type { RegistryState } from './inspect-registry.ts';
export { inspectRegistry } from './inspect-registry.ts';
export { isDue } from './due.ts';
export { FAILURES, RegistryUnavailable } from './failure.ts';
export type { FailureReason } from './failure.ts';
export { Heartbeat } from './heartbeat.ts';
export { isAccountId, isAuditId, isHistoryId, isOperationId, isUserId } from './ids.ts';
export { accountAmong, accountText, accountKey, keyText, usersOf } from './match.ts';
export { KEY_BYTES, registryKey } from './row-cipher.ts';
export type { RegistryKey } from './row-cipher.ts';
export { openRegistry } from './open-registry.ts';
export type { SharedCounters } from './shared-counters.ts';
export type { MutationName } from './mutation-name.ts';
export type {
  Advance,
  Claim,
  Completion,
  FailedAttempt,
  Lease,
  LinkScope,
  LiveStep,
  NewStep,
  OperationRow,
  Operations,
  OutcomeError,
  StepAnswer,
  StepChange,
  StepOutcome,
  StepOwner,
  StepRow,
  WriteKind,
} from './operation-log.ts';
export { LeaseLostError } from './operation-log.ts';
export type { ImportCounts, ImportedPerson, Imports, RefusedRow } from './imports.ts';
export { NO_ROWS } from './imports.ts';
export type { OperationsQuery, OperatorNote } from './operator-note.ts';
export type {
  AccountRow,
  Cause,
  Conflict,
  ContactKind,
  ContactPoint,
  ContactPointsOf,
  HistoryRange,
  HistoryRow,
  NewAccount,
  Page,
  PageQuery,
  Registry,
  UserKey,
  UserRow,
} from './registry.ts';
