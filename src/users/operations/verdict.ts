import type { BackendAdapter } from '../../backends/backend.ts';
import type { OperationRow, StepChange, StepOutcome, StepRow } from '../../registry/operations.ts';
import type { Backend } from '../../schema.generated.ts';
import { ownError } from '../outcome.ts';
import {
  AWAITS_CALLER,
  BEHIND_OTHERS,
  SECRET_GONE,
  UNDER_WAY,
  overtaken,
  unclaimed,
  unheard,
} from './messages.ts';
import { outcomeOf, writeOf } from './send-step.ts';
import type { OperationSettings } from './settings.ts';

/** What a step's verdict depends on besides the step. */
export interface Surroundings {
  readonly operation: OperationRow;
  /** The operations that come first: on the same user, or creating the same account. */
  readonly older: readonly OperationRow[];
  /** Those that come after it. */
  readonly younger: readonly OperationRow[];
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly settings: OperationSettings;
  readonly secretFor: (step: StepRow) => string | undefined;
}

/** What a step that is not over waits for, or that it is not to be sent any more; `'send'` when it can go. */
export type Verdict = 'send' | StepChange;

export function verdictOn(step: StepRow, around: Surroundings): Verdict {
  const { position, state, backend } = step;
  const waiting = (error: Parameters<typeof outcomeOf>[2]): StepChange => ({
    position,
    state,
    outcome: outcomeOf(step, 'PENDING', error),
  });
  const adapter = around.adapters.get(backend);
  if (!adapter?.configured) return waiting(NOT_CONFIGURED);
  if (settlesAt(step, around.settings) > Date.now()) {
    return step.outcome ? { position, state, outcome: step.outcome } : waiting(UNDER_WAY);
  }
  if (state === 'SENT' && writeOf(adapter, step.write).repetition === 'unrecognised') {
    return over(step, unheard(backend));
  }
  if (isBehind(step, around.older)) return waiting(BEHIND_OTHERS);
  if (step.needsSecret && around.secretFor(step) === undefined) {
    return withoutSecret(step, around) ?? waiting(AWAITS_CALLER);
  }
  return 'send';
}

/** The last word of a step that needs a secret and was not sent again; `null` while its caller is waited for. */
function withoutSecret(step: StepRow, { operation, younger, settings }: Surroundings) {
  const { state, backend, outcome } = step;
  const isSent = state === 'SENT';
  if (operation.key === null) {
    const told = outcome?.status === 'UNKNOWN' ? outcome.error : unheard(backend);
    return over(step, isSent ? told : SECRET_GONE);
  }
  if (isBehind(step, younger)) return over(step, overtaken(backend, isSent));
  const keptUntil = Date.parse(operation.createdAt) + settings.idempotencyTtlMs;
  return keptUntil <= Date.now() ? over(step, unclaimed(backend, isSent)) : null;
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
  settings: OperationSettings,
): StepChange {
  const step = steps.find(({ position }) => position === change.position);
  if (key !== null || !step?.needsSecret || change.state === 'DONE') return change;
  if (step.state !== 'SENT') return over(step, SECRET_GONE);
  const { outcome } = change;
  const told =
    outcome.status === 'UNKNOWN' ? outcome : outcomeOf(step, 'UNKNOWN', unheard(step.backend));
  return {
    ...change,
    state: settlesAt(step, settings) > Date.now() ? 'SENT' : 'DONE',
    outcome: told,
  };
}

const NOT_CONFIGURED = ownError('NOT_CONFIGURED', 'This backend is not configured here any more.');

/** When a request that was sent can no longer be on its way, in epoch milliseconds; 0 when none was. */
export function settlesAt(
  { state, sentAt, backend }: StepRow,
  settings: OperationSettings,
): number {
  return state === 'SENT' && sentAt !== null ? Date.parse(sentAt) + settings.settleMs(backend) : 0;
}

/** Whether one of these operations has still to write the same thing. */
export const isBehind = (step: StepRow, others: readonly OperationRow[]): boolean =>
  step.account !== null &&
  others.some(({ steps }) => steps.some((other) => other.state !== 'DONE' && isSame(step, other)));

const isSame = (one: StepRow, other: StepRow): boolean =>
  one.backend === other.backend &&
  one.write === other.write &&
  one.account?.scope === other.account?.scope &&
  one.account?.ref === other.account?.ref;
