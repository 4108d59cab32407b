import type { AccountKey, NotStored } from '#normalise';
import type { ErrorCode, OutcomeStatus } from '#schema';

/** Why a backend did not do what was asked of it. */
export interface OutcomeError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly backendMessage: string | null;
  readonly backendCode: string | null;
  readonly retryable: boolean;
  /** Seconds. */
  readonly retryAfter: number | null;
  /** The parts of the input that the backend refused, and what it wants there. */
  readonly inputProblems?: readonly NotStored[];
}

/** What a step came to; while it is not `DONE`, what is to be told of it meanwhile. */
export interface StepOutcome {
  readonly status: OutcomeStatus;
  readonly account: AccountKey | null;
  readonly error: OutcomeError | null;
  /** Nothing was sent, or it had no effect, and the caller who repeats the key has it tried again. */
  readonly resumable?: boolean;
}
