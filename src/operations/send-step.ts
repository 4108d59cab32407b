import { setTimeout as sleep } from 'node:timers/promises';
import type { BackendAdapter, Write, CallContext, RetryPolicy } from '#backends';
import { BackendError, FacetError } from '#errors';
import { LeaseLostError } from '#registry';
import type {
  Claim,
  FailedAttempt,
  OutcomeError,
  Operations,
  StepAnswer,
  StepChange,
  StepOutcome,
  StepRow,
  WriteKind,
} from '#registry';
import { spanned, tracing } from '#telemetry';
import { outcomeError, ownError } from './outcome.ts';
import { unfinished, unsure } from './messages.ts';

/** What sending one step takes. */
export interface Sending {
  readonly claim: Claim;
  readonly log: Operations;
  readonly adapter: BackendAdapter;
  readonly call: CallContext;
  readonly secret: string | undefined;
  /** Whether the caller can come back with the same key, and so with the secret. */
  readonly isKeyed: boolean;
  readonly retries: RetryPolicy;
}

/** A write of a backend, whatever its input was prepared from. */
export type AnyWrite = Pick<Write<never>, 'idempotent' | 'send'>;

export function writeOf({ writes, name }: BackendAdapter, kind: WriteKind): AnyWrite {
  const write: AnyWrite | undefined = kind === 'erase' ? undefined : writes[kind];
  if (!write) throw new Error(`${name} has no write ${kind}.`);
  return write;
}

/**
 * Sends a step that is noted as sent already, and notes what came of it. `null` when it was acknowledged, else what to
 * tell of it. Tries again only what cannot have taken effect and may be repeated. `notedAt`: when the note was begun, by
 * `performance.now()`.
 * @throws LeaseLostError also when this process stalled for so long that another one may have sent it
 */
export async function sendStep(
  step: StepRow,
  notedAt: number,
  sending: Sending,
): Promise<StepChange | null> {
  const { backend, write } = step;
  const send = async () => sendNoted(step, notedAt, sending);
  if (tracing === null) return send();
  return spanned(tracing.start(`${backend} ${write}`, { 'facet.backend': backend }), send);
}

async function sendNoted(
  step: StepRow,
  notedAt: number,
  sending: Sending,
): Promise<StepChange | null> {
  const { claim, log, retries } = sending;
  let leaseEnd = notedAt + claim.lease.ms;
  let attempts = step.attempts;
  const failures: FailedAttempt[] = [];
  retries.called();
  for (let attempt = 1; ; attempt += 1) {
    if (performance.now() >= leaseEnd) throw new LeaseLostError('It stalled before it sent.');
    const sent = await sendOnce(step, sending);
    // Also when nobody can tell what became of it.
    const changed = 'failure' in sent ? step.account : sent.account;
    if (changed) sending.call.onChange?.(changed);
    if (!('failure' in sent)) {
      await log.answered(claim, step.position, sent);
      return null;
    }
    if (sent.hasLeft) {
      attempts += 1;
      failures.push(failedAttempt(sent.failure, log.now()));
    }
    const wait = waitBefore(attempt, sent, step, sending);
    if (wait === null) return ended(step, { ...sent, attempts, failures }, sending);
    await sleep(wait);
    leaseEnd = performance.now() + claim.lease.ms;
    const mayGo = await log.sent(claim, step.position, { isAgain: !sent.hasLeft });
    if (!mayGo) return ended(step, { ...sent, attempts, failures }, sending);
  }
}

const failedAttempt = ({ code, backendCode }: OutcomeError, at: number): FailedAttempt => ({
  at: new Date(at).toISOString(),
  code,
  backendCode,
});

/** `hasLeft`: whether a request was made at all. `hadEffect`: whether it may have taken effect. */
interface Failed {
  readonly failure: OutcomeError;
  readonly hasLeft: boolean;
  readonly hadEffect: boolean;
}

async function sendOnce(
  step: StepRow,
  { adapter, call, secret }: Sending,
): Promise<StepAnswer | Failed> {
  let hasLeft = false;
  const onCall: CallContext['onCall'] = (...made) => {
    call.onCall(...made);
    hasLeft = true;
  };
  try {
    return await writeOf(adapter, step.write).send(step.request, secret, { ...call, onCall });
  } catch (error) {
    // As when its breaker is open.
    if (error instanceof BackendError) {
      return { failure: outcomeError(error), hasLeft, hadEffect: error.details.effect !== 'none' };
    }
    // It was forbidden before it left, as by the budget of calls.
    if (error instanceof FacetError) {
      return { failure: ownError(error.code, error.message), hasLeft, hadEffect: false };
    }
    throw error;
  }
}

/** Milliseconds until a further attempt; `null` when there is to be none. */
function waitBefore(
  attempt: number,
  { failure, hadEffect }: Failed,
  step: StepRow,
  { adapter, call, retries }: Sending,
): number | null {
  if (!writeOf(adapter, step.write).idempotent) return null;
  return retries.pauseAfter('write', {
    attempt,
    transient: false,
    retryable: failure.retryable,
    effect: hadEffect ? 'possible' : 'none',
    retryAfter: failure.retryAfter ?? undefined,
    deadline: call.deadline,
  });
}

async function ended(
  step: StepRow,
  { failure, hadEffect, attempts, failures }: Failed & Pick<StepRow, 'attempts' | 'failures'>,
  { claim, log, adapter, isKeyed }: Sending,
): Promise<StepChange> {
  const { position } = step;
  if (!hadEffect && step.state === 'INTENT') {
    const change = {
      position,
      state: 'DONE',
      attempts,
      failures,
      outcome: { ...outcomeOf(step, 'FAILED', failure), resumable: failure.retryable },
    } as const;
    // At once: after a crash it would count as sent.
    await log.settled(claim, change);
    return change;
  }
  // Refused now, it may have been taken when it was sent before.
  const isRefused = !hadEffect && !failure.retryable;
  if (isRefused || !writeOf(adapter, step.write).idempotent) {
    const outcome = outcomeOf(step, 'UNKNOWN', unsure(adapter.name, failure));
    return { position, state: 'DONE', attempts, failures, outcome };
  }
  const outcome =
    step.needsSecret && !isKeyed
      ? outcomeOf(step, 'UNKNOWN', unsure(adapter.name, failure))
      : outcomeOf(step, 'PENDING', unfinished(failure, step.needsSecret));
  return { position, state: 'SENT', attempts, failures, outcome };
}

/** An update is about an account also when it fails; a creation has none then. */
export const outcomeOf = (
  { write, account }: StepRow,
  status: StepOutcome['status'],
  error: OutcomeError | null,
): StepOutcome => ({ status, account: write === 'create' ? null : account, error });
