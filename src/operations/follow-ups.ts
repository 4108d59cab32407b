import type { BackendAdapter } from '#backends';
import type { AccountKey } from '#normalise';
import type {
  Addressed,
  LinkScope,
  OperationRow,
  StepChange,
  StepOutcome,
  StepRow,
} from '#registry';
import { linkAnswers } from './complete.ts';
import { leftAsItWas } from './messages.ts';
import { outcomeOf } from './send-step.ts';
import { isUnaddressed, partition, sendNow, splitByOrder } from './sending.ts';
import type { EnterPhase, Phase, RunContext } from './sending.ts';

/**
 * Sends what follows on creations, once they have told which accounts they are about: from then on it is a change like any
 * other. What the creations came to is linked and noted before. `changes`: what is known of them besides what is noted.
 */
export async function sendFollowUps(
  changes: readonly StepChange[],
  run: RunContext,
): Promise<readonly StepChange[]> {
  const { runnable, blocked } = partition(run.context.operation.steps.filter(isUnaddressed), run);
  if (runnable.length === 0) return blocked;
  const enter: EnterPhase = async (operation, scope, ready) =>
    enterFollowUps(operation, scope, ready, { changes, run });
  return [...blocked, ...(await sendNow(runnable, run, enter))];
}

async function enterFollowUps(
  operation: OperationRow,
  scope: LinkScope,
  ready: ReadonlySet<number>,
  { changes, run }: { readonly changes: readonly StepChange[]; readonly run: RunContext },
): Promise<Phase> {
  const { userId, steps: linked } = await linkAnswers(operation, scope);
  const ends = new Map([...changes, ...linked].map((change) => [change.position, change]));
  const over: StepChange[] = [];
  const addressed: Addressed[] = [];
  for (const step of operation.steps.filter(({ position }) => ready.has(position))) {
    const leader = step.follows === null ? undefined : operation.steps[step.follows];
    const end = leader && (ends.get(leader.position) ?? leader);
    if (!leader || end?.state !== 'DONE' || !end.outcome) continue;
    const account = accountToChange(leader, end.outcome);
    if (account) addressed.push(addressedTo(account, step, run.deps.adapters.get(step.backend)));
    else over.push(notFollowed(step, end.outcome));
  }
  const current = { ...operation, steps: withAddresses(operation.steps, addressed) };
  const left = new Set(addressed.map(({ position }) => position));
  const split = await splitByOrder(current, scope, left, run);
  return { ...split, userId, steps: [...linked, ...over], addressed, operation: current };
}

/**
 * A creation changes nobody who was there before. One that was sent several times may have found whom it made itself, and
 * what follows on it may be missing.
 */
function accountToChange(
  { attempts }: StepRow,
  { status, account, error }: StepOutcome,
): AccountKey | null {
  const isOurs = status === 'CREATED' || (status === 'EXISTED' && attempts > 1);
  return isOurs && error === null ? account : null;
}

function addressedTo(
  account: AccountKey,
  { position, request }: StepRow,
  adapter: BackendAdapter | undefined,
): Addressed {
  const address = adapter?.writes.update?.addressed;
  if (!address) throw new Error('A backend has nothing that could follow on its creations.');
  return { position, account, request: address(request, account) };
}

const withAddresses = (
  steps: readonly StepRow[],
  addressed: readonly Addressed[],
): readonly StepRow[] =>
  steps.map((step) => {
    const address = addressed.find(({ position }) => position === step.position);
    return address ? { ...step, ...address } : step;
  });

/** Taken up again with its creation, when that is. */
function notFollowed(step: StepRow, { status, error, resumable = false }: StepOutcome): StepChange {
  const reason = status === 'EXISTED' ? leftAsItWas(step.backend) : error;
  const outcome = { ...outcomeOf(step, 'SKIPPED', reason), resumable };
  return { position: step.position, state: 'DONE', outcome };
}
