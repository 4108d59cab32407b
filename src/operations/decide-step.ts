import type { BackendAdapter } from '#backends';
import type { LiveStep, OperationRow, StepChange, StepOutcome, StepRow } from '#registry';
import type { Backend } from '#schema';
import { ownError } from './outcome.ts';
import {
  AWAITS_CALLER,
  SECRET_GONE,
  UNDER_WAY,
  givenUp,
  overtaken,
  unclaimed,
  noResponse,
} from './messages.ts';
import { isSameAccount, overlaps } from './order.ts';
import type { Moment } from './order.ts';
import { outcomeOf, writeOf } from './send-step.ts';
import type { OperationSettings } from './operation-settings.ts';
import { settlesAt } from './settling.ts';

/** What a step's decision depends on besides the step. */
export interface DecisionContext {
  readonly operation: OperationRow;
  /** What other operations may still send to the same accounts; known where a secret is wanted. */
  readonly beside: readonly LiveStep[];
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly settings: OperationSettings;
  readonly secretFor: (step: StepRow) => string | undefined;
  /** A caller asks for it just now. */
  readonly hasCaller: boolean;
  /** By the database's clock, in epoch milliseconds. */
  readonly now: number;
}

/** What a step that is not over waits for, or that it is not to be sent any more; `'send'` when it can go. */
export type StepDecision = 'send' | StepChange;

export function decideStep(step: StepRow, around: DecisionContext): StepDecision {
  const { position, state, backend } = step;
  const waiting = (error: Parameters<typeof outcomeOf>[2]): StepChange => ({
    position,
    state,
    outcome: outcomeOf(step, 'PENDING', error),
  });
  if (settlesAt(step, around.settings) > around.now) {
    return step.outcome ? { position, state, outcome: step.outcome } : waiting(UNDER_WAY);
  }
  if (step.closed) return over(step, step.outcome?.error ?? step.closed);
  const end = limitOf(step, around);
  if (end) return end;
  const adapter = around.adapters.get(backend);
  if (!adapter?.configured) return waiting(NOT_CONFIGURED);
  if (state === 'SENT' && !writeOf(adapter, step.write).idempotent) {
    return over(step, noResponse(backend));
  }
  if (step.needsSecret && around.secretFor(step) === undefined) {
    return withoutSecret(step, around) ?? waiting(AWAITS_CALLER);
  }
  return 'send';
}

/** What has been tried for too long or too often is not tried again, but for a caller who asks for its first attempt. */
function limitOf(
  step: StepRow,
  { operation, settings, hasCaller, now }: DecisionContext,
): StepChange | null {
  const isSent = step.state === 'SENT';
  const isTried = isSent && isWornOut(step, operation.waits, settings);
  const isOld = Date.parse(operation.createdAt) + settings.pendingMaxAgeMs <= now;
  if (!isTried && !(isOld && (isSent || !hasCaller))) return null;
  const error = givenUp(step, isTried ? 'attempts' : 'age');
  return { position: step.position, state: 'DONE', outcome: outcomeOf(step, 'FAILED', error) };
}

/** Whether it was tried as often as it may be, of which its caller asked for once at most. */
export const isWornOut = (
  { attempts }: StepRow,
  waits: number,
  { pendingMaxAttempts }: OperationSettings,
): boolean => attempts >= pendingMaxAttempts && waits >= pendingMaxAttempts;

/** The last word of a step that needs a secret and was not sent again; `null` while its caller is waited for. */
function withoutSecret(step: StepRow, { operation, beside, settings, now }: DecisionContext) {
  const { state, backend, outcome } = step;
  const isSent = state === 'SENT';
  if (operation.key === null) {
    const error = outcome?.status === 'UNKNOWN' ? outcome.error : noResponse(backend);
    return over(step, isSent ? error : SECRET_GONE);
  }
  const isOvertaken = beside.some(
    (other) =>
      other.operation.sequence > operation.sequence &&
      other.state !== 'DONE' &&
      isSameAccount(step, other) &&
      overlaps(step, other),
  );
  if (isOvertaken) return over(step, overtaken(backend, isSent));
  const keptUntil = Date.parse(operation.createdAt) + settings.idempotencyTtlMs;
  return keptUntil <= now ? over(step, unclaimed(backend, isSent)) : null;
}

/** What was sent may have taken effect; else there was none, and whoever may send it later can bring the key again. */
function over(step: StepRow, error: StepOutcome['error']): StepChange {
  const { position, state } = step;
  if (state === 'SENT') {
    return { position, state: 'DONE', outcome: outcomeOf(step, 'UNKNOWN', error) };
  }
  const resumable = error?.retryable ?? false;
  return { position, state: 'DONE', outcome: { ...outcomeOf(step, 'FAILED', error), resumable } };
}

/**
 * Of an operation whose caller gave no key and has had their answer nobody can bring a secret any more: what is left open
 * of it gets its last word with the answer. Other changes wait all the same until a request that was sent is over.
 */
export function withoutReturn(
  change: StepChange,
  { key, steps }: OperationRow,
  { settings, now }: Moment,
): StepChange {
  const step = steps.find(({ position }) => position === change.position);
  if (key !== null || !step?.needsSecret || change.state === 'DONE') return change;
  if (step.state !== 'SENT') return over(step, SECRET_GONE);
  const { outcome } = change;
  const currentOutcome =
    outcome.status === 'UNKNOWN' ? outcome : outcomeOf(step, 'UNKNOWN', noResponse(step.backend));
  return {
    ...change,
    state: settlesAt(step, settings) > now ? 'SENT' : 'DONE',
    outcome: currentOutcome,
  };
}

const NOT_CONFIGURED = ownError('NOT_CONFIGURED', 'This backend is not configured here any more.');
