import type { BackendAdapter } from '../../backends/backend.ts';
import type { OperationRow, StepChange, StepRow } from '../../registry/operations.ts';
import type { Backend } from '../../schema.generated.ts';
import { ownError } from '../outcome.ts';
import { AWAITS_CALLER, BEHIND_OTHERS, SECRET_GONE, UNDER_WAY, unheard } from './messages.ts';
import { outcomeOf, writeOf } from './send-step.ts';
import type { OperationSettings } from './settings.ts';

/** What a step's verdict depends on besides the step. */
export interface Surroundings {
  readonly operation: OperationRow;
  /** The operations on the same user that come first. */
  readonly older: readonly OperationRow[];
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
  const over = (status: 'UNKNOWN' | 'FAILED', error: Parameters<typeof outcomeOf>[2]) =>
    ({ position, state: 'DONE', outcome: outcomeOf(step, status, error) }) as const;

  const adapter = around.adapters.get(backend);
  if (!adapter?.configured) return waiting(NOT_CONFIGURED);
  if (settlesAt(step, around.settings) > Date.now()) {
    return waiting(step.outcome?.error ?? UNDER_WAY);
  }
  const isSent = state === 'SENT';
  if (isSent && writeOf(adapter, step.write).repetition === 'unrecognised') {
    return over('UNKNOWN', unheard(backend));
  }
  if (isBehind(step, around.older)) return waiting(BEHIND_OTHERS);
  if (step.needsSecret && around.secretFor(step) === undefined) {
    if (around.operation.key !== null) return waiting(AWAITS_CALLER);
    return isSent ? over('UNKNOWN', unheard(backend)) : over('FAILED', SECRET_GONE);
  }
  return 'send';
}

const NOT_CONFIGURED = ownError('NOT_CONFIGURED', 'This backend is not configured here any more.');

/** When a request that was sent can no longer be on its way, in epoch milliseconds; 0 when none was. */
export function settlesAt(
  { state, sentAt, backend }: StepRow,
  settings: OperationSettings,
): number {
  return state === 'SENT' && sentAt !== null ? Date.parse(sentAt) + settings.settleMs(backend) : 0;
}

/** Whether an operation that came first has still to write the same thing. */
export const isBehind = (step: StepRow, older: readonly OperationRow[]): boolean =>
  step.account !== null &&
  older.some(({ steps }) => steps.some((other) => other.state !== 'DONE' && isSame(step, other)));

const isSame = (one: StepRow, other: StepRow): boolean =>
  one.backend === other.backend &&
  one.write === other.write &&
  one.account?.scope === other.account?.scope &&
  one.account?.ref === other.account?.ref;
