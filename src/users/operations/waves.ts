import { setTimeout as sleep } from 'node:timers/promises';
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
import { AWAITS_PERSON, BEHIND_OTHERS } from './messages.ts';
import { NOTHING, isLate, isOpen, judge, sendAll, sendNow, waitingFor } from './sending.ts';
import type { Work } from './sending.ts';

/** A creation that is not sent before it is known, as far as it can be, who the person is. */
export const isHeld = ({ held, state }: StepRow): boolean => held !== null && state === 'INTENT';

/** Whether nothing but what others answer can tell who the person is, and one of them may. */
export const awaitsAnswers = ({ userId, steps }: OperationRow): boolean =>
  userId === null &&
  steps.some((step) => step.write === 'create' && step.held === null && isLive(step));

const isLive = ({ state }: StepRow): boolean => state !== 'DONE';

/**
 * First goes what may tell who the person is, when the input does not: then what is held, to those backends alone where
 * the person has no account. A first wave that failed, or may have, does not hold up the second.
 */
export async function inWaves(work: Work): Promise<readonly StepChange[]> {
  const { operation } = work.around;
  const open = operation.steps.filter(isOpen);
  const others = open.filter((step) => !isHeld(step));
  const isKnown = operation.userId !== null;
  const first = isKnown ? NOTHING : judge(others, work);
  const changes = [...first.waiting, ...(await sendNow(first.going, work))];
  const held = open.filter(isHeld);
  const isUnheard = first.waiting.some(
    ({ position, state }) =>
      state !== 'DONE' && others.find((step) => step.position === position)?.outcome === null,
  );
  if (isUnheard) return [...changes, ...held.map((step) => waitingFor(step, AWAITS_PERSON))];
  return [...changes, ...(await secondWave(isKnown ? open : held, work))];
}

async function secondWave(steps: readonly StepRow[], work: Work): Promise<readonly StepChange[]> {
  const { claim, driver, sources } = work;
  const { going, waiting } = judge(steps, work);
  const changes: StepChange[] = [];
  const over = new Set<number>();
  for (let left = going; ;) {
    const ready = new Set(left.map(({ position }) => position));
    const notedAt = Date.now();
    const wave = await sources.log.advance(claim, async (fresh, scope) =>
      enterSecondWave(fresh, scope, ready),
    );
    for (const { position } of wave.steps) over.add(position);
    const sent = left.filter(({ position }) => wave.sent.includes(position));
    changes.push(...(await sendAll(sent, notedAt, work)));
    left = left.filter(({ position }) => wave.behind.includes(position));
    if (left.length > 0 && wave.isBehindRunning && driver.hasCaller && !isLate(driver)) {
      await sleep(POLL_MS);
      continue;
    }
    const behindOthers = left.map((step) => waitingFor(step, BEHIND_OTHERS));
    return [...waiting.filter(({ position }) => !over.has(position)), ...changes, ...behindOthers];
  }
}

const POLL_MS = 50;

/** What the second wave of a creation begins with. */
interface SecondWave extends Advance {
  /** The steps that another operation is ahead of: it creates an account of the same person in the same place. */
  readonly behind: readonly number[];
  /** Whether one of those is being driven now. */
  readonly isBehindRunning: boolean;
}

/**
 * Links what the first wave answered, and decides on the second: a held step is over when the person has an account in
 * its place, and waits when another operation is about to give them one; else it goes. Runs in one transaction, so that
 * of two operations on one person the later sees what the earlier sends. `ready`: the positions of what may be sent.
 */
async function enterSecondWave(
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
