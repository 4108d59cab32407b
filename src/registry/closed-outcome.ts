import type { OutcomeError, StepOutcome, StepRow } from './operation-log.ts';

/** What is told of a step that is not sent any more. */
export const closedOutcome = (
  reason: OutcomeError,
  backend: StepRow['backend'],
  account: StepOutcome['account'],
  isSent: boolean,
): StepOutcome => {
  const fact = isSent
    ? `It is not sent again; whether ${backend} took it before is not known.`
    : 'Nothing was sent.';
  const error = { ...reason, message: `${reason.message} ${fact}` };
  return { status: isSent ? 'UNKNOWN' : 'FAILED', account, error };
};

/** What is told of a change whose account is not its person's any more: it was planned, and then the account left. */
export const unlinkedOutcome = ({ backend, account, state }: StepRow): StepOutcome =>
  closedOutcome(UNLINKED, backend, account, state === 'SENT');

/** The person was erased before it was done, or since. */
export const ERASED: OutcomeError = {
  code: 'ERASED',
  message: 'The person was erased here.',
  backendMessage: null,
  backendCode: null,
  retryable: false,
  retryAfter: null,
};

/** The account left before its change was done. */
export const UNLINKED: OutcomeError = {
  code: 'CONFLICT',
  message: 'The account was unlinked from this user before it was done.',
  backendMessage: null,
  backendCode: null,
  retryable: false,
  retryAfter: null,
};
