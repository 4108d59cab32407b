import type { StepRow } from '#registry';
import type { OperationSettings } from './operation-settings.ts';

/** When a request that was sent can no longer be on its way, in epoch milliseconds; 0 when none was. */
export function settlesAt(
  { state, sentAt, backend }: Pick<StepRow, 'state' | 'sentAt' | 'backend'>,
  settings: OperationSettings,
): number {
  return state === 'SENT' && sentAt !== null ? Date.parse(sentAt) + settings.settleMs(backend) : 0;
}
