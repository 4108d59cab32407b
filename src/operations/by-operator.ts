import { randomUUID } from 'node:crypto';
import type {
  Claim,
  Completion,
  LinkScope,
  OperationRow,
  Operations,
  OperatorNote,
  StepChange,
  StepRow,
} from '#registry';
import { linkAnswers } from './complete.ts';
import { SUPERSEDED, givenUpByOperator } from './messages.ts';
import type { OperationSettings } from './operation-settings.ts';
import { outcomeOf } from './send-step.ts';
import { settlesAt } from './settling.ts';

/** What an operator's command works with: beside running Facets, and sending nothing itself. */
export interface OperatorDeps {
  readonly log: Operations;
  readonly settings: OperationSettings;
  /** Who gives the command. */
  readonly actor: string;
}

/** What came of an operator's command, in a sentence that says what follows. Nothing was changed when it was refused. */
export interface OperatorResult {
  readonly isDone: boolean;
  readonly message: string;
}

/**
 * Has an operation tried again as soon as a Facet runs. What waits is due now; what failed without an effect is open again.
 * What may have taken effect is refused: nobody but its caller has what was sent.
 */
export async function retryOperation(id: string, deps: OperatorDeps): Promise<OperatorResult> {
  const { log, settings, actor } = deps;
  const known = await log.find(id);
  const problem = known ? retryProblem(known, deps) : GONE;
  if (problem !== null) return refused(problem);
  const claim = newClaim(id, settings);
  if (!(await log.claim(claim, true))) return refused(RUNNING);
  const note = { kind: 'RETRIED', actor, reason: null } as const;
  const after = await log.complete(claim, async (fresh) =>
    left(fresh, note, Math.max(log.now(), ...fresh.steps.map((step) => settlesAt(step, settings)))),
  );
  return after.state === 'DONE' ? refused(OVER) : done(RETRIED);
}

/**
 * Ends an operation for good. What was not sent is not sent any more (`FAILED`), what was sent is `UNKNOWN`, and an
 * operation that ended `UNKNOWN` is listed no more: somebody has looked after it.
 */
export async function giveUpOperation(
  id: string,
  reason: string,
  deps: OperatorDeps,
): Promise<OperatorResult> {
  const { log, settings, actor } = deps;
  const known = await log.find(id);
  const problem = known ? giveUpProblem(known, deps) : GONE;
  if (problem !== null) return refused(problem);
  const claim = newClaim(id, settings);
  if (!(await log.claim(claim))) return refused(RUNNING);
  const note = { kind: 'GIVEN_UP', actor, reason } as const;
  await log.complete(claim, async (fresh, scope) => ended(fresh, note, log.now(), scope));
  return done(GIVEN_UP);
}

const newClaim = (id: string, { leaseMs }: OperationSettings): Claim => ({
  id,
  lease: { owner: randomUUID(), ms: leaseMs },
});

function retryProblem(
  { state, createdAt, steps }: OperationRow,
  { log, settings }: OperatorDeps,
): string | null {
  if (state === 'DONE') {
    if (!steps.some(isResumable)) return steps.some(isUnknown) ? UNKNOWN : OVER;
  } else if (state === 'WAITING' && steps.every(isOver)) return OVER;
  const isOld = Date.parse(createdAt) + settings.pendingMaxAgeMs <= log.now();
  return isOld ? TOO_OLD : null;
}

function giveUpProblem(
  { state, steps, note }: OperationRow,
  { log, settings }: OperatorDeps,
): string | null {
  if (state === 'DONE') {
    if (note?.kind === 'GIVEN_UP') return 'It was given up before.';
    return steps.some((step) => isUnknown(step) || isResumable(step)) ? null : OVER;
  }
  const settled = Math.max(...steps.map((step) => settlesAt(step, settings)));
  if (settled <= log.now()) return null;
  return `A request of it may still be under way until ${new Date(settled).toISOString()}. Try again then.`;
}

/** Waits for a Facet that takes it up; of one that is over nothing is left to do. */
function left(fresh: OperationRow, note: OperatorNote, dueAt: number): Completion {
  const { userId, keepMs, steps } = fresh;
  if (!steps.every(isOver)) {
    return { userId, steps: [], state: 'WAITING', dueAt: isoAt(dueAt), waits: 0, note };
  }
  return { userId, steps: [], state: 'DONE', dueAt: isoAt(dueAt + keepMs), waits: 0 };
}

async function ended(
  fresh: OperationRow,
  note: OperatorNote,
  now: number,
  scope: LinkScope,
): Promise<Completion> {
  const { userId, steps: linked } = await linkAnswers(fresh, scope);
  // They took effect, or may have: older changes of the same fields are not to be sent after them.
  const effective = fresh.steps.filter(
    ({ state, closed }) => !closed && (state === 'ANSWERED' || state === 'SENT'),
  );
  for (const step of effective) await scope.supersede(fresh, step, SUPERSEDED);
  const steps = [...linked, ...fresh.steps.flatMap((step) => lastWord(step) ?? [])];
  return { userId, steps, state: 'DONE', dueAt: isoAt(now + fresh.keepMs), waits: 0, note };
}

function lastWord(step: StepRow): StepChange | null {
  const { position, state, outcome } = step;
  if (state === 'ANSWERED') return null;
  if (state === 'DONE') {
    if (!outcome || !isResumable(step)) return null;
    return { position, state, outcome: { ...outcome, resumable: false } };
  }
  const status = state === 'SENT' ? 'UNKNOWN' : 'FAILED';
  return { position, state: 'DONE', outcome: outcomeOf(step, status, givenUpByOperator(step)) };
}

const isOver = ({ state }: StepRow): boolean => state === 'DONE';
const isUnknown = ({ outcome }: StepRow): boolean => outcome?.status === 'UNKNOWN';
const isResumable = ({ outcome }: StepRow): boolean => outcome?.resumable === true;

const isoAt = (milliseconds: number): string => new Date(milliseconds).toISOString();
const refused = (message: string): OperatorResult => ({ isDone: false, message });
const done = (message: string): OperatorResult => ({ isDone: true, message });

const GONE = 'There is no such operation: one that is done is forgotten after IDEMPOTENCY_TTL.';
const RUNNING = 'A Facet is working on it just now. See in a few seconds what it has come to.';
const OVER = 'It is done, and nothing of it is open: there is nothing to do.';
const UNKNOWN =
  'It may have taken effect, and what was sent is not kept: Facet cannot send it again. Look for this person at the ' +
  'backend. If they are there, link the account by `linkAccount`; if not, send the mutation again with another key. ' +
  'Then give this one up.';
const TOO_OLD =
  'It is older than PENDING_MAX_AGE, so a Facet would give it up instead of sending it. Raise that on every Facet and ' +
  'here, or give it up and have the mutation sent again with another key.';
const RETRIED =
  'It is tried again within seconds by a Facet that runs, or by the next one that starts. A step that needs a secret ' +
  'waits for its caller all the same.';
const GIVEN_UP =
  'It is given up: nothing of it is sent any more. What was sent before may have taken effect, and is UNKNOWN.';
