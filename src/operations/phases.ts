import type { AccountKey } from '#normalise';
import { accountAmong } from '#registry';
import type {
  LinkScope,
  OperationRow,
  StepChange,
  StepOutcome,
  StepRow,
  AccountRow,
  UserRow,
} from '#registry';
import { ownError } from './outcome.ts';
import { TAKEN, linkAnswers } from './complete.ts';
import { AWAITS_PERSON } from './messages.ts';
import { NOTHING, isOpen, partition, sendNow, splitByOrder, waitingFor } from './sending.ts';
import type { EnterPhase, Partition, Phase, RunContext } from './sending.ts';

/** A creation that is not sent before it is known, as far as it can be, who the person is. */
export const isDeferred = ({ deferred, state }: StepRow): boolean =>
  deferred !== null && state === 'INTENT';

/** Whether nothing but what others answer can tell who the person is, and one of them may. */
export const awaitsAnswers = ({ userId, steps }: OperationRow): boolean =>
  userId === null &&
  steps.some((step) => step.write === 'create' && step.deferred === null && isLive(step));

const isLive = ({ state }: StepRow): boolean => state !== 'DONE';

/**
 * First goes what may tell who the person is, when the input does not: then what is deferred, to those backends alone where
 * the person has no account. A first phase that failed, or may have, does not hold up the second.
 */
export async function runInPhases(run: RunContext): Promise<readonly StepChange[]> {
  const { operation } = run.context;
  const open = operation.steps.filter(isOpen);
  const others = open.filter((step) => !isDeferred(step));
  const isKnown = operation.userId !== null;
  const first = isKnown ? NOTHING : partition(others, run);
  const changes = await startPhase(first, run);
  const deferred = open.filter(isDeferred);
  const hasNoResponse = first.blocked.some(
    ({ position, state }) =>
      state !== 'DONE' && others.find((step) => step.position === position)?.outcome === null,
  );
  if (hasNoResponse)
    return [...changes, ...deferred.map((step) => waitingFor(step, AWAITS_PERSON))];
  return [...changes, ...(await sendKnowing(partition(isKnown ? open : deferred, run), run))];
}

/** Those that go do so at the same time; those that name an account not where somebody has it meanwhile. */
export async function startPhase(
  phase: Partition,
  run: RunContext,
): Promise<readonly StepChange[]> {
  if (phase.runnable.some(isNamed)) return sendKnowing(phase, run);
  if (phase.runnable.length === 0) return phase.blocked;
  return [...phase.blocked, ...(await sendNow(phase.runnable, run))];
}

/** Whether the caller of a creation named the identifier, so that somebody may have the account already. */
export const isNamed = ({ write, state, account, deferred }: StepRow): boolean =>
  write === 'create' && state === 'INTENT' && account !== null && deferred !== 'issued';

async function sendKnowing(
  { runnable, blocked }: Partition,
  run: RunContext,
): Promise<readonly StepChange[]> {
  const enter: EnterPhase = async (operation, scope, ready) =>
    enterPhase(operation, scope, ready, run);
  return [...blocked, ...(await sendNow(runnable, run, enter))];
}

/**
 * Links what was answered before, and decides on what goes next. A step that names an account is over when somebody has
 * it: that is the person, when nothing said so before. A deferred step is over when the person has an account in its place,
 * and waits when another operation is about to give them one. Runs in one transaction, so that of two operations on one
 * person the later sees what the earlier sends. `ready`: the positions of what may be sent.
 */
async function enterPhase(
  operation: OperationRow,
  scope: LinkScope,
  ready: ReadonlySet<number>,
  run: RunContext,
): Promise<Phase> {
  const named = await accountsNamed(operation, scope);
  const holder = [...named.values()][0]?.userId ?? null;
  const known = { ...operation, userId: operation.userId ?? holder };
  const { userId, steps } = await linkAnswers(known, scope);
  const [person = null] = userId === null ? [] : await scope.find([{ by: 'userId', id: userId }]);
  const ids = person ? [person.id, ...person.formerIds] : [];
  const others = (await scope.openOn(ids)).filter(({ id }) => id !== operation.id);
  const over: StepChange[] = [];
  const rivals = new Map<number, readonly OperationRow[]>();
  for (const step of operation.steps.filter(isOpen)) {
    const holding = named.get(step.position);
    const account = isDeferred(step) ? accountBeside(person, step) : null;
    if (holding) over.push(existedAs(step, holding, holding.userId === userId ? null : TAKEN));
    else if (account) over.push(existed(step, account));
    else if (isDeferred(step))
      rivals.set(
        step.position,
        others.filter((other) => isAhead(other, step)),
      );
  }
  const isOver = new Set(over.map(({ position }) => position));
  const left = new Set([...ready].filter((position) => !isOver.has(position)));
  const split = await splitByOrder(operation, scope, left, run);
  const ahead = split.sent.filter((position) => (rivals.get(position)?.length ?? 0) > 0);
  return {
    userId,
    steps: [...steps, ...over],
    sent: split.sent.filter((position) => !ahead.includes(position)),
    behind: [...split.behind, ...ahead],
    isBehindRunning:
      split.isBehindRunning ||
      ahead.some((position) => rivals.get(position)?.some(({ state }) => state === 'RUNNING')),
    operation,
  };
}

function accountBeside(person: UserRow | null, { account: place }: StepRow): AccountKey | null {
  return (place && person?.accounts.find((row) => isAt(row, place))) ?? null;
}

const isAt = (one: AccountKey, place: AccountKey): boolean =>
  one.backend === place.backend && one.scope === place.scope;

const isAhead = (other: OperationRow, { account }: StepRow): boolean =>
  other.steps.some(
    (step) =>
      (step.state === 'SENT' || step.state === 'ANSWERED') &&
      step.write === 'create' &&
      step.account !== null &&
      account !== null &&
      isAt(step.account, account),
  );

function existed(step: StepRow, row: AccountKey): StepChange {
  const isAnother = step.deferred === 'named' && step.account?.ref !== row.ref;
  return existedAs(step, row, isAnother ? HAS_ANOTHER : null);
}

function existedAs(
  { position }: StepRow,
  { backend, scope, ref }: AccountKey,
  error: StepOutcome['error'],
): StepChange {
  const outcome = { status: 'EXISTED', account: { backend, scope, ref }, error } as const;
  return { position, state: 'DONE', outcome };
}

/** What somebody has already of the accounts that an operation is about to create, by the positions of its steps. */
async function accountsNamed(
  { steps }: OperationRow,
  { find }: LinkScope,
): Promise<ReadonlyMap<number, AccountRow>> {
  const asked = steps.flatMap((step) =>
    isNamed(step) && step.account ? [{ position: step.position, key: step.account }] : [],
  );
  if (asked.length === 0) return new Map();
  const rows = await find(asked.map(({ key }) => ({ by: 'key', ...key })));
  return new Map(
    asked.flatMap(({ position, key }) => {
      const row = accountAmong(rows, key);
      return row ? [[position, row] as const] : [];
    }),
  );
}

const HAS_ANOTHER = ownError(
  'CONFLICT',
  'The user has another account at this backend already. Nothing was sent.',
);
