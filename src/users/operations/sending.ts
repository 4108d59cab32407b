import type { BackendAdapter } from '../../backends/backend.ts';
import type { CallContext } from '../../backends/call-context.ts';
import type { RetryBudget } from '../../backends/retry-budget.ts';
import type {
  Claim,
  Operations,
  StepChange,
  StepOutcome,
  StepRow,
} from '../../registry/operations.ts';
import type { Backend } from '../../schema.generated.ts';
import { UNDER_WAY } from './messages.ts';
import { outcomeOf, sendStep } from './send-step.ts';
import type { OperationSettings } from './settings.ts';
import { verdictOn } from './verdict.ts';
import type { Surroundings, Verdict } from './verdict.ts';

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

/** One drive of one operation. */
export interface Work {
  readonly claim: Claim;
  readonly driver: Driver;
  readonly sources: DriveSources;
  readonly around: Surroundings;
}

export const isOpen = ({ state }: StepRow): boolean => state === 'INTENT' || state === 'SENT';

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

/** Notes that these go, and sends them. */
export async function sendNow(
  going: readonly StepRow[],
  work: Work,
): Promise<readonly StepChange[]> {
  if (going.length === 0) return [];
  const notedAt = Date.now();
  const positions = going.map(({ position }) => position);
  await work.sources.log.sent(work.claim, positions);
  return sendAll(going, notedAt, work);
}

/** Sends what is noted; answers what is to be told of those that were not acknowledged. `notedAt` as in `sendStep`. */
export async function sendAll(
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
    isKeyed: around.operation.key !== null,
    retries,
    backendTimeoutMs,
  });
}
