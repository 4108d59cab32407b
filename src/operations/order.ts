import { accountText } from '#registry';
import type { LiveStep, OperationRow, StepRow } from '#registry';
import type { OperationSettings } from './operation-settings.ts';
import { settlesAt } from './settling.ts';

/** What an account's order depends on besides its steps. */
export interface Moment {
  readonly settings: OperationSettings;
  /** By the database's clock, in epoch milliseconds. */
  readonly now: number;
}

/**
 * The steps of other operations that one has to wait for, since they are about the same account. The later of two changes
 * of a field is the last that its backend gets, and the later takes the place of an earlier one that waits:
 *
 * - An older operation that is running, or that an answer is still to be recorded of, comes first.
 * - A request of an older one for the same fields that may still be on its way is waited for.
 * - An older creation comes first, also when it waits: it would overwrite the whole record.
 * - When a younger change of the same fields was sent, and nobody knows whether it took effect, the older one waits for
 *   that to be known: it is superseded then, or goes on.
 */
export const inTheWayOf = (
  step: StepRow,
  operation: OperationRow,
  beside: readonly LiveStep[],
  moment: Moment,
): readonly LiveStep[] =>
  beside.filter(
    (other) =>
      isSameAccount(step, other) &&
      (other.operation.sequence < operation.sequence
        ? comesFirst(other, step, moment)
        : mayHaveTakenItsPlace(other, step, moment)),
  );

function comesFirst(other: LiveStep, step: StepRow, moment: Moment): boolean {
  if (other.state === 'DONE') return false;
  if (other.operation.state === 'RUNNING' || other.state === 'ANSWERED') return true;
  if (!overlaps(other, step)) return false;
  if (isUnderWay(other, moment)) return true;
  return !other.closed && !canGiveWay(other, step);
}

const mayHaveTakenItsPlace = (other: LiveStep, step: StepRow, moment: Moment): boolean =>
  overlaps(other, step) &&
  (other.state === 'ANSWERED' ||
    (other.state === 'SENT' && (!other.closed || isUnderWay(other, moment))));

/** Whether a change can take the place of an older one: it is known what both change. */
export const canGiveWay = (
  other: Pick<LiveStep, 'fields'>,
  { fields }: Pick<StepRow, 'fields'>,
): boolean => other.fields !== null && fields !== null;

/** Whether a request that was sent may still take effect. */
const isUnderWay = (other: LiveStep, { settings, now }: Moment): boolean =>
  settlesAt(other, settings) > now;

/** Where it is not known what one of them changes, it is the whole record. */
export const overlaps = (
  { fields }: Pick<StepRow, 'fields'>,
  other: Pick<StepRow, 'fields'>,
): boolean =>
  fields === null || other.fields === null || fields.some((field) => other.fields?.includes(field));

export const isSameAccount = ({ account }: Pick<StepRow, 'account'>, other: LiveStep): boolean =>
  account !== null && accountText(account) === accountText(other.account);
