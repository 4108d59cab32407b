import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendAdapter, CallContext, RetryPolicy } from '#backends';
import { unlinkedOutcome, accountAmong, keyOf, usersOf } from '#registry';
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
import { verdictOn } from './decide-step.ts';
import type { Surroundings, Verdict } from './decide-step.ts';

/** What every drive works with. */
export interface DriveSources {
  readonly log: Operations;
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly settings: OperationSettings;
  readonly retries: ReadonlyMap<Backend, RetryPolicy>;
}

/** On whose behalf an operation is driven. */
export interface Driver {
  /** A caller waits for the answer; else nobody does. */
  readonly hasCaller: boolean;
  /** With the caller's deadline, if there is one. */
  readonly call: CallContext;
  readonly secretFor: (step: StepRow) => string | undefined;
}

/** One drive of one operation. */
export interface Work {
  readonly claim: Claim;
  readonly driver: Driver;
  readonly sources: DriveSources;
  readonly around: Surroundings;
}

/** Follows on a creation that has not told yet which account it is about. */
export const isUnaddressed = ({ follows, account, state }: StepRow): boolean =>
  follows !== null && account === null && state === 'INTENT';

export const isOpen = (step: StepRow): boolean =>
  (step.state === 'INTENT' || step.state === 'SENT') && !isUnaddressed(step);

export const isLate = ({ call }: Driver): boolean =>
  performance.now() >= (call.deadline ?? Infinity);

export interface Judged {
  readonly going: readonly StepRow[];
  /** What is told of those that do not go now. */
  readonly waiting: readonly StepChange[];
}

export const NOTHING: Judged = { going: [], waiting: [] };

export function judge(steps: readonly StepRow[], work: Work): Judged {
  const verdicts = steps.map((step) => ({ step, verdict: verdictFor(step, work) }));
  return {
    going: verdicts.filter(({ verdict }) => verdict === 'send').map(({ step }) => step),
    waiting: verdicts.flatMap(({ verdict }) => (verdict === 'send' ? [] : [verdict])),
  };
}

/** What is sent next, decided in the transaction that notes it. */
export interface Wave extends Advance {
  /** As they are sent. */
  readonly steps: readonly StepChange[];
  /** The positions of the steps that have to wait for another operation. */
  readonly behind: readonly number[];
  /** Whether one of those is being driven now. */
  readonly isBehindRunning: boolean;
  readonly operation: OperationRow;
}

/** Decides which of the steps that may go do so. Runs in a transaction, so that of two operations one sees the other's. */
export type Enter = (
  operation: OperationRow,
  scope: LinkScope,
  ready: ReadonlySet<number>,
) => Promise<Wave>;

/** Notes which of these go, and sends them; what is behind another operation that is being driven waits for it with a caller. */
export async function sendNow(
  going: readonly StepRow[],
  work: Work,
  enter: Enter = enterInOrder(work),
): Promise<readonly StepChange[]> {
  const { claim, driver, sources } = work;
  const changes: StepChange[] = [];
  for (let left = going; ;) {
    const ready = new Set(left.map(({ position }) => position));
    const notedAt = performance.now();
    const wave = await sources.log.advance(claim, async (fresh, scope) =>
      enter(fresh, scope, ready),
    );
    const sent = wave.operation.steps.filter(({ position }) => wave.sent.includes(position));
    changes.push(...(await sendAll(sent, notedAt, work)));
    left = left.filter(({ position }) => wave.behind.includes(position));
    if (left.length > 0 && wave.isBehindRunning && driver.hasCaller && !isLate(driver)) {
      await sleep(POLL_MS);
      continue;
    }
    return [...changes, ...left.map((step) => waitingFor(step, BEHIND_OTHERS))];
  }
}

const POLL_MS = 50;

const enterInOrder =
  (work: Work): Enter =>
  async (operation, scope, ready) => {
    const foreign = await foreignOf(operation, scope, ready);
    const steps = foreign.map((step): StepChange => {
      return { position: step.position, state: 'DONE', outcome: unlinkedOutcome(step) };
    });
    const own = [...ready].filter((at) => foreign.every(({ position }) => position !== at));
    const split = await splitByOrder(operation, scope, new Set(own), work);
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
    ...changes.flatMap(({ account }) => (account ? [keyOf(account)] : [])),
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
  { sources: { log, settings } }: Work,
): Promise<Pick<Wave, 'sent' | 'behind' | 'isBehindRunning'>> {
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
  going: readonly StepRow[],
  notedAt: number,
  work: Work,
): Promise<readonly StepChange[]> {
  const results = await Promise.allSettled(going.map(async (step) => sending(step, notedAt, work)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : []));
}

export const waitingFor = (step: StepRow, reason: StepOutcome['error']): StepChange => ({
  position: step.position,
  state: step.state,
  outcome: outcomeOf(step, 'PENDING', reason),
});

export function verdictFor(step: StepRow, { driver, around }: Work): Verdict {
  const verdict = verdictOn(step, around);
  if (verdict !== 'send' || !isLate(driver)) return verdict;
  return waitingFor(step, step.outcome?.error ?? UNDER_WAY);
}

async function sending(
  step: StepRow,
  notedAt: number,
  { claim, driver, sources, around }: Work,
): Promise<StepChange | null> {
  const { log } = sources;
  const adapter = sources.adapters.get(step.backend);
  const retries = sources.retries.get(step.backend);
  if (!adapter || !retries)
    throw new Error('A step of a backend that is not there was to be sent.');
  const secret = step.needsSecret ? around.secretFor(step) : undefined;
  const { call } = driver;
  return sendStep(step, notedAt, {
    claim,
    log,
    adapter,
    call,
    secret,
    isKeyed: around.operation.key !== null,
    retries,
  });
}
