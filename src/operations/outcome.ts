import { InputError } from '#errors';
import type { BackendError, FacetError } from '#errors';
import { NO_PARTS } from '#normalise';
import type { StepParts } from '#normalise';
import type { FailedAttempt, OperationRow, OutcomeError, AccountRow, UserRow } from '#registry';
import type { Backend, ErrorCode, OutcomeStatus } from '#schema';

export type { OutcomeError };

/** What one backend did with one write. */
export interface Outcome {
  readonly backend: Backend;
  readonly status: OutcomeStatus;
  readonly account: AccountRow | null;
  /** The record's identifier at the backend, as far as it is known: also of one that may be there. */
  readonly ref: string | null;
  readonly error: OutcomeError | null;
  /** Requests sent. */
  readonly attempts: number;
  readonly failures: readonly FailedAttempt[];
  /** What the backend keeps of the input. */
  readonly parts: StepParts;
}

/** What is wrong with the input, as data. */
export interface UserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: readonly string[];
}

/** What a mutation came to. */
export interface WriteResult {
  readonly user: UserRow | null;
  readonly outcomes: readonly Outcome[];
  readonly errors: readonly UserError[];
  /** `null` when nothing was begun. */
  readonly operation: OperationRow | null;
}

export const ownError = (code: ErrorCode, message: string): OutcomeError => ({
  code,
  message,
  backendMessage: null,
  backendCode: null,
  retryable: false,
  retryAfter: null,
});

export const outcomeError = ({ code, message, details }: BackendError): OutcomeError => ({
  code,
  message,
  backendMessage: details.backendMessage ?? null,
  backendCode: details.backendCode ?? null,
  retryable: details.retryable,
  retryAfter: details.retryAfter ?? null,
  ...(details.inputProblems?.length ? { inputProblems: details.inputProblems } : {}),
});

/** A write that was not sent, and why. */
export const unsent = (
  backend: Backend,
  status: 'SKIPPED' | 'UNSUPPORTED',
  code: ErrorCode,
  reason: string,
): Outcome => ({
  backend,
  status,
  account: null,
  ref: null,
  error: ownError(code, reason),
  attempts: 0,
  failures: [],
  parts: NO_PARTS,
});

/** One that could be sent, of a mutation that is refused as a whole. */
export const refusedStep = (backend: Backend): Outcome =>
  unsent(backend, 'SKIPPED', 'INVALID_INPUT', 'Nothing was sent: see `errors`.');

/** An error about a part of the input, as data; `at` leads to that part. */
export function userError(error: FacetError, at: readonly string[]): UserError {
  const below = error instanceof InputError ? error.inputPath : [];
  return { code: error.code, message: error.message, path: [...at, ...below] };
}
