import type { AccountKey } from '../../identity.ts';
import type {
  Advance,
  LinkScope,
  OperationRow,
  StepChange,
  StepRow,
} from '../../registry/operations.ts';
import type { UserRow } from '../../registry/registry.ts';
import { ownError } from '../outcome.ts';
import { linkAnswers } from './complete.ts';

/** What the second wave of a creation begins with. */
export interface SecondWave extends Advance {
  /** The steps that another operation is ahead of: it creates an account of the same person in the same place. */
  readonly behind: readonly number[];
  /** Whether one of those is being driven now. */
  readonly isBehindRunning: boolean;
}

/** A creation that is not sent before it is known, as far as it can be, who the person is. */
export const isHeld = ({ held, state }: StepRow): boolean => held !== null && state === 'INTENT';

/** Whether nothing but what others answer can tell who the person is, and one of them may. */
export const awaitsAnswers = ({ userId, steps }: OperationRow): boolean =>
  userId === null &&
  steps.some((step) => step.write === 'create' && step.held === null && isLive(step));

const isLive = ({ state }: StepRow): boolean => state !== 'DONE';

/**
 * Links what the first wave answered, and decides on the second: a held step is over when the person has an account in
 * its place, and waits when another operation is about to give them one; else it goes. Runs in one transaction, so that
 * of two operations on one person the later sees what the earlier sends. `ready`: the positions of what may be sent.
 */
export async function enterSecondWave(
  operation: OperationRow,
  scope: LinkScope,
  ready: ReadonlySet<number>,
): Promise<SecondWave> {
  const { userId, steps } = await linkAnswers(operation, scope);
  const [person = null] = userId === null ? [] : await scope.find([{ by: 'userId', id: userId }]);
  const open = userId === null ? [] : await scope.openOn(userId);
  const over: StepChange[] = [];
  const sent: number[] = [];
  const behind: number[] = [];
  let isBehindRunning = false;
  for (const step of operation.steps) {
    const { position } = step;
    const account = isHeld(step) ? accountBeside(person, step) : null;
    if (account) {
      over.push(existed(step, account));
    } else if (ready.has(position)) {
      const ahead = isHeld(step) ? open.filter((other) => isAhead(other, operation, step)) : [];
      (ahead.length > 0 ? behind : sent).push(position);
      isBehindRunning ||= ahead.some(({ state }) => state === 'RUNNING');
    }
  }
  return { userId, steps: [...steps, ...over], sent, behind, isBehindRunning };
}

function accountBeside(person: UserRow | null, { account: place }: StepRow): AccountKey | null {
  return (place && person?.accounts.find((row) => isAt(row, place))) ?? null;
}

const isAt = (one: AccountKey, place: AccountKey): boolean =>
  one.backend === place.backend && one.scope === place.scope;

const isAhead = (other: OperationRow, { id }: OperationRow, { account }: StepRow): boolean =>
  other.id !== id &&
  other.steps.some(
    (step) =>
      (step.state === 'SENT' || step.state === 'ANSWERED') &&
      step.write === 'create' &&
      step.account !== null &&
      account !== null &&
      isAt(step.account, account),
  );

function existed({ position, held, account: asked }: StepRow, row: AccountKey): StepChange {
  const { backend, scope, ref } = row;
  const isAnother = held === 'named' && asked?.ref !== ref;
  const error = isAnother ? HAS_ANOTHER : null;
  const outcome = { status: 'EXISTED', account: { backend, scope, ref }, error } as const;
  return { position, state: 'DONE', outcome };
}

const HAS_ANOTHER = ownError(
  'CONFLICT',
  'The user has another account at this backend already. Nothing was sent.',
);
