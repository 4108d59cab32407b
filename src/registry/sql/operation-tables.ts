import type { Backend } from '#schema';
import type { NewStep, OperationState, StepState, WriteKind } from '../operation-log.ts';
import type { MutationName } from '../mutation-name.ts';

/** Documents are JSON text, times are ISO instants, as in the other tables. */
export interface OperationsTable {
  id: string;
  sequence: number;
  caller: string;
  mutation: MutationName;
  /** Unique by (`caller`, `mutation`, `idempotency_key`); null when the caller gave none. */
  idempotency_key: string | null;
  fingerprint: string;
  user_id: string | null;
  state: OperationState;
  /** Null but for `RUNNING`. */
  lease_owner: string | null;
  due_at: string;
  waits: number;
  created_at: string;
  finished_at: string | null;
  /** 0 for a creation that is done and was not looked at for conflicts. */
  compared: number;
  /** How long it is kept when it is done. */
  keep_seconds: number;
  /** `OperationRow.note` as JSON text. */
  operator_note: string | null;
}

export interface OperationStepsTable {
  operation_id: string;
  position: number;
  backend: Backend;
  write: WriteKind;
  state: StepState;
  request: string;
  needs_secret: number;
  account: string | null;
  held: NewStep['deferred'];
  owner: string | null;
  follows: number | null;
  /** Null for a step of an earlier version. */
  parts: string | null;
  attempts: number;
  sent_at: string | null;
  answer: string | null;
  outcome: string | null;
  /** The same text as `account` as long as something may still be sent. */
  live_account: string | null;
  /** `NewStep.fields` as JSON text. */
  fields: string | null;
  /** `StepRow.closed` as JSON text. */
  closed: string | null;
  /** `StepRow.failures` as JSON text. */
  failures: string | null;
}

/** One row. */
export interface HashKeysTable {
  id: number;
  value: string;
}
