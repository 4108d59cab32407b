import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Claim,
  Completion,
  LinkScope,
  OperationRow,
  StepChange,
  StepRow,
} from '../../registry/operations.ts';
import { linkAnswers } from './complete.ts';
import { BEHIND_OTHERS } from './messages.ts';
import { outcomeOf } from './send-step.ts';
import { isOpen, judge, sendNow, verdictFor, waitingFor } from './sending.ts';
import type { DriveSources, Driver, Work } from './sending.ts';
import type { OperationSettings } from './settings.ts';
import { settlesAt, withoutReturn } from './verdict.ts';
import { awaitsAnswers, inWaves, isHeld, sendWave } from './waves.ts';

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
  const older = await sources.log.openBefore(operation);
  const isSecretOpen = operation.steps.some((step) => step.needsSecret && isOpen(step));
  const younger = isSecretOpen ? await sources.log.openAfter(operation) : [];
  const around = { operation, older, younger, ...sources, secretFor: driver.secretFor };
  const work = { claim, driver, sources, around };
  const { settings } = sources;
  const changes = await wayOf(operation)(work);
  return sources.log.complete(claim, async (fresh, scope) => {
    // What was over in the middle of it stays so.
    const open = changes.filter(({ position }) => fresh.steps[position]?.state !== 'DONE');
    const told = driver.hasCaller
      ? open.map((change) => withoutReturn(change, fresh, settings))
      : open;
    return completionOf(operation, fresh, told, scope, settings);
  });
}

function wayOf(operation: OperationRow): (work: Work) => Promise<readonly StepChange[]> {
  if (operation.mutation === 'updateOwners') return inOrder;
  const isHeldUp = operation.steps.some(isHeld);
  return isHeldUp && (operation.userId !== null || awaitsAnswers(operation)) ? inWaves : atOnce;
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

/** Every step that can go goes at the same time. */
async function atOnce(work: Work): Promise<readonly StepChange[]> {
  return sendWave(judge(work.around.operation.steps.filter(isOpen), work), work);
}

/** One step after another, until one is not done. */
async function inOrder(work: Work): Promise<readonly StepChange[]> {
  const changes: StepChange[] = [];
  for (const step of work.around.operation.steps) {
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
    changes.push(...(await sendNow([step], work)));
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
