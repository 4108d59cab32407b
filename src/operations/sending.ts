import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendAdapter, CallContext, RetryPolicy } from '#backends';
import { unlinkedOutcome, accountAmong, accountKey, usersOf } from '#registry';
import type {
  Advance,
  Claim,
  LinkScope,
  OperationRow,
  Operations,
  StepChange,
  StepOutcome,
  StepRow,
} from '#registry';
import type { Backend } from '#schema';
import { BEHIND_OTHERS, UNDER_WAY } from './messages.ts';
import { inTheWayOf } from './order.ts';
import { outcomeOf, sendStep } from './send-step.ts';
import type { OperationSettings } from './operation-settings.ts';
import { decideStep } from './decide-step.ts';
import type { DecisionContext, StepDecision } from './decide-step.ts';

/** What every run works with. */
export interface RunDeps {
  readonly log: Operations;
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly settings: OperationSettings;
  readonly retries: ReadonlyMap<Backend, RetryPolicy>;
}

/** On whose behalf an operation is run. */
export interface Initiator {
  /** A caller waits for the answer; else nobody does. */
  readonly hasCaller: boolean;
  /** With the caller's deadline, if there is one. */
  readonly call: CallContext;
  readonly secretFor: (step: StepRow) => string | undefined;
}

/** One run of one operation. */
export interface RunContext {
  readonly claim: Claim;
  readonly initiator: Initiator;
  readonly deps: RunDeps;
  readonly context: DecisionContext;
}

/** Follows on a creation that has not told yet which account it is about. */
export const isUnaddressed = ({ follows, account, state }: StepRow): boolean =>
  follows !== null && account === null && state === 'INTENT';

export const isOpen = (step: StepRow): boolean =>
  (step.state === 'INTENT' || step.state === 'SENT') && !isUnaddressed(step);

export const isLate = ({ call }: Initiator): boolean =>
  performance.now() >= (call.deadline ?? Infinity);

export interface Partition {
  readonly runnable: readonly StepRow[];
  /** What is told of those that do not go now. */
  readonly blocked: readonly StepChange[];
}

export const NOTHING: Partition = { runnable: [], blocked: [] };

export function partition(steps: readonly StepRow[], run: RunContext): Partition {
  const decisions = steps.map((step) => ({ step, decision: decideInTime(step, run) }));
  return {
    runnable: decisions.filter(({ decision }) => decision === 'send').map(({ step }) => step),
    blocked: decisions.flatMap(({ decision }) => (decision === 'send' ? [] : [decision])),
  };
}

/** What is sent next, decided in the transaction that notes it. */
export interface Phase extends Advance {
  /** As they are sent. */
  readonly steps: readonly StepChange[];
  /** The positions of the steps that have to wait for another operation. */
  readonly behind: readonly number[];
  /** Whether one of those is running now. */
  readonly isBehindRunning: boolean;
  readonly operation: OperationRow;
}

/** Decides which of the steps that may go do so. Runs in a transaction, so that of two operations one sees the other's. */
export type EnterPhase = (
  operation: OperationRow,
  scope: LinkScope,
  ready: ReadonlySet<number>,
) => Promise<Phase>;

/** Notes which of these go, and sends them; what is behind another operation that is running waits for it with a caller. */
export async function sendNow(
  runnable: readonly StepRow[],
  run: RunContext,
  enter: EnterPhase = enterInOrder(run),
): Promise<readonly StepChange[]> {
  const { claim, initiator, deps } = run;
  const changes: StepChange[] = [];
  for (let left = runnable; ;) {
    const ready = new Set(left.map(({ position }) => position));
    const notedAt = performance.now();
    const phase = await deps.log.advance(claim, async (fresh, scope) => enter(fresh, scope, ready));
    const sent = phase.operation.steps.filter(({ position }) => phase.sent.includes(position));
    changes.push(...(await sendAll(sent, notedAt, run)));
    left = left.filter(({ position }) => phase.behind.includes(position));
    if (left.length > 0 && phase.isBehindRunning && initiator.hasCaller && !isLate(initiator)) {
      await sleep(POLL_MS);
      continue;
    }
    return [...changes, ...left.map((step) => waitingFor(step, BEHIND_OTHERS))];
  }
}

const POLL_MS = 50;

const enterInOrder =
  (run: RunContext): EnterPhase =>
  async (operation, scope, ready) => {
    const foreign = await foreignOf(operation, scope, ready);
    const steps = foreign.map((step): StepChange => {
      return { position: step.position, state: 'DONE', outcome: unlinkedOutcome(step) };
    });
    const own = [...ready].filter((at) => foreign.every(({ position }) => position !== at));
    const split = await splitByOrder(operation, scope, new Set(own), run);
    return { ...split, userId: operation.userId, steps, operation };
  };

/**
 * The changes whose account is not the person's: it left between their planning and their beginning, since from then on
 * whatever takes an account away cancels what waits for it.
 */
async function foreignOf(
  { userId, steps }: OperationRow,
  { find }: LinkScope,
  ready: ReadonlySet<number>,
): Promise<readonly StepRow[]> {
  const changes = steps.filter(
    ({ position, write, account }) => ready.has(position) && write !== 'create' && account,
  );
  if (userId === null || changes.length === 0) return [];
  const key = { by: 'userId', id: userId } as const;
  const users = await find([
    ...changes.flatMap(({ account }) => (account ? [accountKey(account)] : [])),
    key,
  ]);
  const [person] = usersOf(users, key);
  return changes.filter(
    ({ account }) => !account || accountAmong(users, account)?.userId !== person?.id,
  );
}

/** Of steps that may go: those that are first on their accounts, and those that are behind others. */
export async function splitByOrder(
  operation: OperationRow,
  scope: LinkScope,
  ready: ReadonlySet<number>,
  { deps: { log, settings } }: RunContext,
): Promise<Pick<Phase, 'sent' | 'behind' | 'isBehindRunning'>> {
  const beside = await scope.beside(operation);
  const moment = { settings, now: log.now() };
  const open = operation.steps.filter(
    (step) => ready.has(step.position) && isOpen(step) && !step.closed,
  );
  const inTheWay = new Map(
    open.map((step) => [step.position, inTheWayOf(step, operation, beside, moment)]),
  );
  const positions = [...inTheWay.keys()];
  const isFirst = (position: number) => inTheWay.get(position)?.length === 0;
  return {
    sent: positions.filter(isFirst),
    behind: positions.filter((position) => !isFirst(position)),
    isBehindRunning: [...inTheWay.values()].some((others) =>
      others.some(({ operation: { state } }) => state === 'RUNNING'),
    ),
  };
}

/** Sends what is noted; answers what is to be told of those that were not acknowledged. `notedAt` as in `sendStep`. */
async function sendAll(
  runnable: readonly StepRow[],
  notedAt: number,
  run: RunContext,
): Promise<readonly StepChange[]> {
  const results = await Promise.allSettled(
    runnable.map(async (step) => sending(step, notedAt, run)),
  );
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : []));
}

export const waitingFor = (step: StepRow, reason: StepOutcome['error']): StepChange => ({
  position: step.position,
  state: step.state,
  outcome: outcomeOf(step, 'PENDING', reason),
});

export function decideInTime(step: StepRow, { initiator, context }: RunContext): StepDecision {
  const decision = decideStep(step, context);
  if (decision !== 'send' || !isLate(initiator)) return decision;
  return waitingFor(step, step.outcome?.error ?? UNDER_WAY);
}

async function sending(
  step: StepRow,
  notedAt: number,
  { claim, initiator, deps, context }: RunContext,
): Promise<StepChange | null> {
  const { log } = deps;
  const adapter = deps.adapters.get(step.backend);
  const retries = deps.retries.get(step.backend);
  if (!adapter || !retries)
    throw new Error('A step of a backend that is not there was to be sent.');
  const secret = step.needsSecret ? context.secretFor(step) : undefined;
  const { call } = initiator;
  return sendStep(step, notedAt, {
    claim,
    log,
    adapter,
    call,
    secret,
    isKeyed: context.operation.key !== null,
    retries,
  });
}
