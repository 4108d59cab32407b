import { setTimeout as sleep } from 'node:timers/promises';
import { accountText } from '#registry';
import type { Claim, Completion, LinkScope, OperationRow, StepChange, StepRow } from '#registry';
import { linkAnswers } from './complete.ts';
import { sendFollowUps } from './follow-ups.ts';
import { BEHIND_OTHERS, SUPERSEDED } from './messages.ts';
import { inTheWayOf } from './order.ts';
import type { Moment } from './order.ts';
import { outcomeOf } from './send-step.ts';
import { isOpen, partition, sendNow, decideInTime, waitingFor } from './sending.ts';
import type { RunDeps, Initiator, RunContext } from './sending.ts';
import type { OperationSettings } from './operation-settings.ts';
import { settlesAt } from './settling.ts';
import { isWornOut, withoutReturn } from './decide-step.ts';
import { awaitsAnswers, runInPhases, isDeferred, startPhase } from './phases.ts';

const LONGEST_BACKOFF_MS = 60_000;
const FIRST_BACKOFF_MS = 1000;

/**
 * Takes an operation under a claim as far as it goes now: sends what can be sent, links what was answered.
 * @throws LeaseLostError when another process has taken it over meanwhile
 */
export async function runOperation(
  operation: OperationRow,
  claim: Claim,
  initiator: Initiator,
  deps: RunDeps,
): Promise<OperationRow> {
  await waitToSettle(operation, initiator, deps);
  const isSecretOpen = operation.steps.some((step) => step.needsSecret && isOpen(step));
  const beside = isSecretOpen ? await deps.log.beside(operation) : [];
  const { secretFor, hasCaller } = initiator;
  const context = { operation, beside, ...deps, secretFor, hasCaller, now: deps.log.now() };
  const run = { claim, initiator, deps, context };
  const first = await strategyFor(operation)(run);
  const changes = [...first, ...(await sendFollowUps(first, run))];
  return deps.log.complete(claim, async (fresh, scope) => {
    // What was over in the middle of it stays so.
    const open = changes.filter(({ position }) => fresh.steps[position]?.state !== 'DONE');
    const moment = { settings: deps.settings, now: deps.log.now() };
    const told = hasCaller ? open.map((change) => withoutReturn(change, fresh, moment)) : open;
    return completionOf({ before: operation, hasCaller }, fresh, told, scope, moment);
  });
}

function strategyFor(operation: OperationRow): (run: RunContext) => Promise<readonly StepChange[]> {
  if (changesOneAccountOften(operation)) return runInOrder;
  const isHeldUp = operation.steps.some(isDeferred);
  return isHeldUp && (operation.userId !== null || awaitsAnswers(operation))
    ? runInPhases
    : runParallel;
}

/** Several changes of one account are sent in the order of the input, and the first that fails stops the rest. */
function changesOneAccountOften({ steps }: OperationRow): boolean {
  const accounts = steps
    .filter(({ write, follows }) => write !== 'create' && follows === null)
    .flatMap(({ account }) => (account ? [accountText(account)] : []));
  return new Set(accounts).size < accounts.length;
}

/** A caller would rather wait for a dead request to be over than hear that it is not. */
async function waitToSettle(
  { steps }: OperationRow,
  { hasCaller, call }: Initiator,
  { settings, log }: RunDeps,
): Promise<void> {
  const wait = Math.max(...steps.map((step) => settlesAt(step, settings)), 0) - log.now();
  const { deadline = Infinity } = call;
  const isInTime = performance.now() + wait + settings.backendTimeoutMs <= deadline;
  if (hasCaller && wait > 0 && isInTime) await sleep(wait + 1);
}

/** Every step that can go goes at the same time. */
async function runParallel(run: RunContext): Promise<readonly StepChange[]> {
  return startPhase(partition(run.context.operation.steps.filter(isOpen), run), run);
}

/** One step after another, until one is not done. */
async function runInOrder(run: RunContext): Promise<readonly StepChange[]> {
  const changes: StepChange[] = [];
  for (const step of run.context.operation.steps) {
    if (!isOpen(step)) continue;
    const last = changes.at(-1);
    if (last) {
      changes.push(behind(step, last));
      continue;
    }
    const decision = decideInTime(step, run);
    if (decision !== 'send') {
      changes.push(decision);
      continue;
    }
    changes.push(...(await sendNow([step], run)));
  }
  return changes;
}

/** What follows on a step that was not done: one that failed stops the rest, one that is open holds it up. */
function behind(step: StepRow, { state, outcome }: StepChange): StepChange {
  const { position } = step;
  if (step.state === 'SENT' || state !== 'DONE' || !outcome.error) {
    return waitingFor(step, BEHIND_OTHERS);
  }
  const { error, resumable = false } = outcome;
  const message = 'Not sent: an earlier change failed.';
  const skipped = outcomeOf(step, 'SKIPPED', { ...error, message });
  return { position, state: 'DONE', outcome: { ...skipped, resumable } };
}

async function completionOf(
  { before, hasCaller }: { readonly before: OperationRow; readonly hasCaller: boolean },
  fresh: OperationRow,
  changes: readonly StepChange[],
  scope: LinkScope,
  moment: Moment,
): Promise<Completion> {
  const { settings, now } = moment;
  const linked = await linkAnswers(fresh, scope);
  const steps = [...changes, ...linked.steps];
  for (const step of effective(fresh, changes)) await scope.supersede(fresh, step, SUPERSEDED);
  const states = new Map(steps.map(({ position, state }) => [position, state]));
  const open = fresh.steps.filter((step) => (states.get(step.position) ?? step.state) !== 'DONE');
  const { userId } = linked;
  if (open.length === 0) {
    return { userId, steps, state: 'DONE', dueAt: isoAt(now + fresh.keepMs), waits: 0 };
  }
  const attempts = ({ steps: of }: OperationRow) =>
    of.reduce((sum, step) => sum + step.attempts, 0);
  const hasTried = attempts(fresh) > attempts(before);
  // A caller who comes again and again uses up nobody's patience.
  const waits = hasCaller && fresh.waits > 0 ? fresh.waits : fresh.waits + 1;
  const isWorn = open.some((step) => isWornOut(step, waits, settings));
  const isFreed =
    open.some(({ closed }) => closed) || (await hasCleared(fresh, changes, scope, moment));
  const isWaiting = !isWorn && !isFreed && (hasTried || fresh.waits > 0);
  const backoff = isWaiting ? backoffMs(fresh.waits, settings) : 0;
  const settled = Math.min(...open.map((step) => settlesAt(step, settings)));
  const dueAt = isoAt(Math.max(now + backoff, settled));
  return { userId, steps, state: 'WAITING', dueAt, waits };
}

/**
 * Whether what a step was held up by is over. An operation that ends wakes those that wait for it, but not one that is
 * being run just then: it sees to that itself, or it would wait for a try that nothing holds up any more.
 */
async function hasCleared(
  fresh: OperationRow,
  changes: readonly StepChange[],
  scope: LinkScope,
  moment: Moment,
): Promise<boolean> {
  const heldUp = new Set(
    changes
      .filter(({ outcome }) => outcome.error === BEHIND_OTHERS)
      .map(({ position }) => position),
  );
  if (heldUp.size === 0) return false;
  const beside = await scope.beside(fresh);
  return fresh.steps.some(
    (step) =>
      heldUp.has(step.position) &&
      step.account !== null &&
      inTheWayOf(step, fresh, beside, moment).length === 0,
  );
}

/** The steps that took effect in this run, or may have, and that nothing more is known of. */
function effective({ steps }: OperationRow, changes: readonly StepChange[]): readonly StepRow[] {
  const ends = new Map(changes.map((change) => [change.position, change]));
  return steps.filter((step) => {
    if (step.closed) return false;
    if (step.state === 'ANSWERED') return true;
    const end = ends.get(step.position);
    return step.state === 'SENT' && end?.state === 'DONE';
  });
}

const backoffMs = (waits: number, { recoveryIntervalMs }: OperationSettings): number =>
  Math.min(Math.min(FIRST_BACKOFF_MS, recoveryIntervalMs) * 2 ** waits, LONGEST_BACKOFF_MS);

const isoAt = (milliseconds: number): string => new Date(milliseconds).toISOString();
