import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendAdapter } from '../../backends/backend.ts';
import type { CallContext } from '../../backends/call-context.ts';
import type { RetryBudget } from '../../backends/retry-budget.ts';
import type {
  Claim,
  Completion,
  LinkScope,
  OperationRow,
  Operations,
  StepChange,
  StepRow,
} from '../../registry/operations.ts';
import type { Backend } from '../../schema.generated.ts';
import { linkAnswers } from './complete.ts';
import { BEHIND_OTHERS, UNDER_WAY } from './messages.ts';
import { outcomeOf, sendStep } from './send-step.ts';
import type { OperationSettings } from './settings.ts';
import { settlesAt, verdictOn } from './verdict.ts';
import type { Surroundings } from './verdict.ts';

/** What every drive works with. */
export interface DriveSources {
  readonly log: Operations;
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly settings: OperationSettings;
  readonly retries: ReadonlyMap<Backend, RetryBudget>;
}

/** On whose behalf an operation is driven. */
export interface Driver {
  /** A caller waits for the answer; else nobody does. */
  readonly hasCaller: boolean;
  /** With the caller's deadline, if there is one. */
  readonly call: CallContext;
  readonly secretFor: (step: StepRow) => string | undefined;
}

const LONGEST_BACKOFF_MS = 60_000;
const FIRST_BACKOFF_MS = 1000;

/**
 * Takes an operation under a claim as far as it goes now: sends what can be sent, links what was answered.
 * @throws LeaseLostError when another process has taken it over meanwhile
 */
export async function drive(
  operation: OperationRow,
  claim: Claim,
  driver: Driver,
  sources: DriveSources,
): Promise<OperationRow> {
  await waitToSettle(operation, driver, sources);
  const older = operation.userId === null ? [] : await sources.log.openBefore(operation);
  const around = { operation, older, ...sources, secretFor: driver.secretFor };
  const work = { claim, driver, sources, around };
  const isOrdered = operation.mutation === 'updateOwners';
  const changes = await (isOrdered ? inOrder(work) : atOnce(work));
  return sources.log.complete(claim, async (fresh, scope) =>
    completionOf(operation, fresh, changes, scope, sources.settings),
  );
}

interface Work {
  readonly claim: Claim;
  readonly driver: Driver;
  readonly sources: DriveSources;
  readonly around: Surroundings;
}

/** A caller would rather wait for a dead request to be over than hear that it is not. */
async function waitToSettle(
  { steps }: OperationRow,
  { hasCaller, call }: Driver,
  { settings }: DriveSources,
): Promise<void> {
  const wait = Math.max(...steps.map((step) => settlesAt(step, settings)), 0) - Date.now();
  const { deadline = Infinity } = call;
  const isInTime = performance.now() + wait + settings.backendTimeoutMs <= deadline;
  if (hasCaller && wait > 0 && isInTime) await sleep(wait + 1);
}

const isOpen = ({ state }: StepRow): boolean => state === 'INTENT' || state === 'SENT';

const isLate = ({ call }: Driver): boolean => performance.now() >= (call.deadline ?? Infinity);

/** Every step that can go goes at the same time. */
async function atOnce(work: Work): Promise<readonly StepChange[]> {
  const { claim, sources, around } = work;
  const verdicts = around.operation.steps
    .filter(isOpen)
    .map((step) => ({ step, verdict: verdictFor(step, work) }));
  const going = verdicts.filter(({ verdict }) => verdict === 'send').map(({ step }) => step);
  const waiting = verdicts.flatMap(({ verdict }) => (verdict === 'send' ? [] : [verdict]));
  if (going.length === 0) return waiting;
  const notedAt = Date.now();
  await sources.log.sent(
    claim,
    going.map(({ position }) => position),
  );
  const results = await Promise.allSettled(going.map(async (step) => sending(step, notedAt, work)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return [
    ...waiting,
    ...results.flatMap((result) => (result.status === 'fulfilled' ? (result.value ?? []) : [])),
  ];
}

/** One step after another, until one is not done. */
async function inOrder(work: Work): Promise<readonly StepChange[]> {
  const { claim, sources, around } = work;
  const changes: StepChange[] = [];
  for (const step of around.operation.steps) {
    if (!isOpen(step)) continue;
    const last = changes.at(-1);
    if (last) {
      changes.push(behind(step, last));
      continue;
    }
    const verdict = verdictFor(step, work);
    if (verdict !== 'send') {
      changes.push(verdict);
      continue;
    }
    const notedAt = Date.now();
    await sources.log.sent(claim, [step.position]);
    const change = await sending(step, notedAt, work);
    if (change) changes.push(change);
  }
  return changes;
}

/** What follows on a step that was not done: one that failed stops the rest, one that is open holds it up. */
function behind(step: StepRow, { state, outcome }: StepChange): StepChange {
  const { position } = step;
  if (step.state === 'SENT' || state !== 'DONE' || !outcome.error) {
    return { position, state: step.state, outcome: outcomeOf(step, 'PENDING', BEHIND_OTHERS) };
  }
  const { error, resumable = false } = outcome;
  const message = 'Not sent: an earlier change failed.';
  const skipped = outcomeOf(step, 'SKIPPED', { ...error, message });
  return { position, state: 'DONE', outcome: { ...skipped, resumable } };
}

function verdictFor(step: StepRow, { driver, around }: Work): ReturnType<typeof verdictOn> {
  const verdict = verdictOn(step, around);
  if (verdict !== 'send' || !isLate(driver)) return verdict;
  const outcome = outcomeOf(step, 'PENDING', step.outcome?.error ?? UNDER_WAY);
  return { position: step.position, state: step.state, outcome };
}

async function sending(
  step: StepRow,
  notedAt: number,
  { claim, driver, sources, around }: Work,
): Promise<StepChange | null> {
  const { log, settings } = sources;
  const adapter = sources.adapters.get(step.backend);
  const retries = sources.retries.get(step.backend);
  if (!adapter || !retries)
    throw new Error('A step of a backend that is not there was to be sent.');
  const { backendTimeoutMs } = settings;
  const secret = around.secretFor(step);
  const { call } = driver;
  return sendStep(step, notedAt, {
    claim,
    log,
    adapter,
    call,
    secret,
    retries,
    backendTimeoutMs,
  });
}

async function completionOf(
  before: OperationRow,
  fresh: OperationRow,
  changes: readonly StepChange[],
  scope: LinkScope,
  settings: OperationSettings,
): Promise<Completion> {
  const linked = await linkAnswers(fresh, scope);
  const steps = [...changes, ...linked.steps];
  const states = new Map(steps.map(({ position, state }) => [position, state]));
  const open = fresh.steps.filter((step) => (states.get(step.position) ?? step.state) !== 'DONE');
  const { userId } = linked;
  if (open.length === 0) {
    return { userId, steps, state: 'DONE', dueAt: isoIn(settings.idempotencyTtlMs) };
  }
  const attempts = ({ steps: of }: OperationRow) =>
    of.reduce((sum, step) => sum + step.attempts, 0);
  const hasTried = attempts(fresh) > attempts(before);
  const backoff = hasTried || fresh.waits > 0 ? backoffMs(fresh.waits, settings) : 0;
  const settled = Math.min(...open.map((step) => settlesAt(step, settings)));
  const dueAt = new Date(Math.max(Date.now() + backoff, settled)).toISOString();
  return { userId, steps, state: 'WAITING', dueAt };
}

const backoffMs = (waits: number, { recoveryIntervalMs }: OperationSettings): number =>
  Math.min(Math.min(FIRST_BACKOFF_MS, recoveryIntervalMs) * 2 ** waits, LONGEST_BACKOFF_MS);

const isoIn = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
