import type { CallContext } from '#backends';
import { FacetError } from '#errors';
import { accountAmong, refusedMutation } from '#registry';
import type {
  DurableRegistry,
  MutationName,
  NewStep,
  OperationRow,
  StepRow,
  Registry,
  UserRow,
} from '#registry';
import { noteOften } from '#telemetry';
import { refusedStep, unsent } from './outcome.ts';
import type { Outcome, UserError, WriteResult } from './outcome.ts';
import type { OperationEngine, Performed, Refusal, WriteRequest } from './engine.ts';
import { withinOperation } from './interruption.ts';
import { UNDER_WAY } from './messages.ts';
import { followedOutcome } from './followed-outcome.ts';
import { outcomeParts } from './outcome-parts.ts';

/** What a mutation asks the engine for, but for what its request brings with it. */
export type WriteAsked = Omit<WriteRequest, 'caller' | 'call'>;

/** Looks users up, and remembers them during a request. */
interface UserLookup {
  readonly byUserId: (id: string) => Promise<UserRow | null>;
  /** What it remembers may be changed by a write. */
  readonly forget: () => void;
}

/** What carrying out a mutation takes. */
export interface PerformDeps {
  readonly registry: DurableRegistry;
  readonly engine: OperationEngine;
  readonly finder: UserLookup;
  readonly call: CallContext;
  /** Who asks, for the history. */
  readonly actor: string;
}

/** Carries out a mutation, and tells what it came to. */
export async function performWrite(asked: WriteAsked, deps: PerformDeps): Promise<Performed> {
  const performed = await perform(asked, deps);
  if (performed.kind === 'refused') await auditRefusal(asked.mutation, performed.refusal, deps);
  return performed;
}

async function perform(asked: WriteAsked, deps: PerformDeps): Promise<Performed> {
  const problem = keyProblem(asked.key);
  if (problem) return { kind: 'refused', refusal: await refusalFor(problem, asked, deps) };
  const { engine, actor, call } = deps;
  const performed = await engine.perform({ ...asked, caller: actor, call });
  deps.finder.forget();
  return performed;
}

/**
 * A mutation that nothing came of is in the audit, too. As nothing was done, its caller is told what was wrong with it also
 * when the registry fails.
 */
export async function auditRefusal(
  mutation: MutationName,
  { user, errors }: Pick<Refusal, 'user' | 'errors'>,
  { registry, actor }: Pick<PerformDeps, 'registry' | 'actor'>,
): Promise<void> {
  const record = refusedMutation(actor, mutation, user?.id ?? null, errors[0]?.code ?? null);
  try {
    await registry.audit.record([record]);
  } catch (error) {
    if (!(error instanceof FacetError)) throw error;
    noteOften('error', 'audit', 'The registry fails: entries of the audit are missing.', {
      kind: {},
    });
  }
}

export async function writeResult(asked: WriteAsked, deps: PerformDeps): Promise<WriteResult> {
  const performed = await performWrite(asked, deps);
  if (performed.kind === 'refused') return { ...performed.refusal, operation: null };
  const { operation } = performed;
  return withinOperation(operation.id, async () => ({
    user: await personOf(operation, deps),
    outcomes: await outcomesOf(operation, deps.registry),
    errors: operation.steps.flatMap(refusedInput),
    operation,
  }));
}

/** A backend may find fault with what nobody could know to be wrong before it was sent. */
const refusedInput = (step: StepRow): readonly UserError[] =>
  (currentOutcome(step).error?.inputProblems ?? []).map(({ path, reason }) => ({
    code: 'INVALID_INPUT',
    message: reason,
    path: ['input', ...path],
  }));

/** What is to be told of a mutation that is refused for `problem`, besides what its plan is refused for. */
async function refusalFor(
  problem: UserError,
  { plan }: WriteAsked,
  { finder }: PerformDeps,
): Promise<Refusal> {
  const planned = await plan();
  if (planned.kind === 'refused') {
    return { ...planned.refusal, errors: [problem, ...planned.refusal.errors] };
  }
  const { userId, steps } = planned;
  const user = userId === null ? null : await finder.byUserId(userId);
  const outcomes = steps.filter(({ follows }) => follows === null).map(notSent);
  return { user, outcomes, errors: [problem] };
}

const notSent = ({ backend, outcome }: NewStep): Outcome =>
  outcome?.error && (outcome.status === 'SKIPPED' || outcome.status === 'UNSUPPORTED')
    ? unsent(backend, outcome.status, outcome.error.code, outcome.error.message)
    : refusedStep(backend);

export async function personOf(
  { userId }: OperationRow,
  { finder }: Pick<PerformDeps, 'finder'>,
): Promise<UserRow | null> {
  return userId === null ? null : finder.byUserId(userId);
}

/** What each step came to so far, with the accounts as the registry has them now. */
export async function outcomesOf(
  { steps }: OperationRow,
  registry: Registry,
): Promise<readonly Outcome[]> {
  const keys = steps.flatMap(({ outcome }) =>
    outcome?.account ? [{ by: 'key', ...outcome.account } as const] : [],
  );
  const holders = keys.length === 0 ? [] : await registry.find(keys);
  const each = steps.map((step) => ({ step, outcome: outcomeOf(step, holders) }));
  const following = new Map(each.map((one) => [one.step.follows, one]));
  return each
    .filter(({ step }) => step.follows === null)
    .map(({ step, outcome }) => followedOutcome(outcome, following.get(step.position)));
}

function outcomeOf(step: StepRow, holders: readonly UserRow[]): Outcome {
  const { status, error, account } = currentOutcome(step);
  const row = account && accountAmong(holders, account);
  const { backend, attempts, failures } = step;
  const parts = outcomeParts(step, status, error);
  return {
    backend,
    status,
    account: row ?? null,
    ref: refOf(step),
    error,
    attempts,
    failures,
    parts,
  };
}

/** Of a record that is there or may be: who looks for it needs to know what it goes by. */
function refOf(step: StepRow): string | null {
  const { status, account } = currentOutcome(step);
  const mayBe = status === 'PENDING' || status === 'UNKNOWN' ? step.account : null;
  return (account ?? mayBe)?.ref ?? null;
}

/** A step that has no outcome yet is being worked on. */
export const currentOutcome = ({ outcome }: StepRow) =>
  outcome ?? { status: 'PENDING' as const, account: null, error: UNDER_WAY };

const LONGEST_KEY = 255;

function keyProblem(key: string | null): UserError | null {
  if (key === null || (key.trim() !== '' && key.length <= LONGEST_KEY)) return null;
  return {
    code: 'INVALID_INPUT',
    message: `A key is a text of at most ${LONGEST_KEY} characters, and not blank.`,
    path: ['input', 'idempotencyKey'],
  };
}
