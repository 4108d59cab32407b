import type { BackendAdapter, FollowUp, InputProblem, Prepared, Write } from '#backends';
import { NO_PARTS, isSamePath } from '#normalise';
import type { AccountKey, StepParts } from '#normalise';
import { refusedStep, unsent } from '#operations';
import type { Outcome, UserError } from '#operations';
import type { NewStep, WriteKind } from '#registry';
import type { ErrorCode } from '#schema';
import { treated } from './input-parts.ts';
import type { GivenParts } from './input-parts.ts';

/** One backend's part of a mutation, decided before anything is sent. */
export type Step =
  /** Nothing will be sent: this is its outcome. */
  | {
      readonly kind: 'settled';
      readonly adapter: BackendAdapter;
      readonly outcome: Outcome;
      /** The account that the input names all the same. */
      readonly account: AccountKey | null;
    }
  | {
      readonly kind: 'invalid';
      readonly adapter: BackendAdapter;
      readonly problems: readonly InputProblem[];
    }
  | {
      readonly kind: 'ready';
      readonly adapter: BackendAdapter;
      readonly prepared: Extract<Prepared, { kind: 'ready' }>;
      readonly write: StepWrite;
      /** A secret of the input goes out with the request. */
      readonly needsSecret: boolean;
      /** The account it is about, when that is known before the answer. */
      readonly account: AccountKey | null;
    };

/** What a step has to know of the write that it is. */
type StepWrite = Pick<Write<never>, 'identifiedBy' | 'secretField' | 'carries'>;

export type ReadyStep = Extract<Step, { kind: 'ready' }>;

/** A step of a mutation whose input has no problems. */
export type ValidStep = Exclude<Step, { kind: 'invalid' }>;

export const isReady = (step: Step): step is ReadyStep => step.kind === 'ready';

export const isValid = (step: Step): step is ValidStep => step.kind !== 'invalid';

/** A write as a step, prepared once: what `prepare` issues is drawn here. `account` is the one that it changes. */
export function stepOf<Input>(
  adapter: BackendAdapter,
  write: Write<Input>,
  input: Input,
  account: AccountKey | null,
): Step {
  const prepared = write.prepare(input, account);
  switch (prepared.kind) {
    case 'skipped': {
      const { code = 'INVALID_INPUT', reason } = prepared;
      return settled(adapter, 'SKIPPED', code, reason, prepared.account);
    }
    case 'invalid':
      return { kind: 'invalid', adapter, problems: prepared.problems };
    case 'ready': {
      const needsSecret = write.secretOf?.(input) !== undefined;
      const about = account ?? prepared.account ?? null;
      return { kind: 'ready', adapter, prepared, write, needsSecret, account: about };
    }
  }
}

/** A step as it is written down before anything is sent. */
export function newStep(step: ValidStep, kind: WriteKind, given: GivenParts): NewStep {
  const { name } = step.adapter;
  const blank = {
    backend: name,
    write: kind,
    owner: null,
    follows: null,
    needsSecret: false,
    deferred: null,
    fields: null,
    parts: NO_PARTS,
  } as const;
  if (step.kind === 'settled') {
    const { status, error } = step.outcome;
    const outcome = { status, error, account: null };
    return { ...blank, state: 'DONE', request: {}, account: null, outcome };
  }
  const { account, prepared, write, needsSecret } = step;
  return {
    ...blank,
    state: 'INTENT',
    request: prepared.request,
    needsSecret,
    fields: kind === 'create' ? null : fieldsOf(step),
    account: account && keyOnly(account),
    deferred: prepared.deferred ?? null,
    parts: {
      ...treated(name, prepared, withoutFollowUp(given, prepared.followUp)),
      ...carriedBy(prepared, write, given),
    },
    outcome: null,
  };
}

function carriedBy(
  { request }: ReadyStep['prepared'],
  { carries: carried = {} }: StepWrite,
  { at }: GivenParts,
): Pick<StepParts, 'carriedBy'> {
  const carries = Object.entries(carried).filter(([key]) => key in request);
  if (carries.length === 0) return {};
  const paths = carries.map(([key, name]) => [key, [...at, ...name.split('.')]] as const);
  return { carriedBy: Object.fromEntries(paths) };
}

/** What follows on a creation, which stands at `follows` among the steps, if anything does. */
export function followingSteps(
  step: ValidStep,
  follows: number,
  given: GivenParts,
): readonly NewStep[] {
  const followUp = step.kind === 'ready' ? step.prepared.followUp : undefined;
  if (!followUp) return [];
  const { request, stores } = followUp;
  const parts = given.parts.filter((path) => stores.some((one) => isSamePath(one, path)));
  return [
    {
      backend: step.adapter.name,
      write: 'update',
      state: 'INTENT',
      request,
      needsSecret: false,
      account: null,
      deferred: null,
      owner: null,
      fields: Object.keys(request),
      follows,
      parts: treated(step.adapter.name, followUp, { ...given, parts }),
      outcome: null,
    },
  ];
}

/** What a creation itself is to keep, where something follows on it. */
const withoutFollowUp = (given: GivenParts, followUp: FollowUp | undefined): GivenParts => ({
  ...given,
  parts: given.parts.filter((path) => !followUp?.stores.some((one) => isSamePath(one, path))),
});

/** An account that the registry knows already needs no call. */
export function knownStep(
  { adapter }: ValidStep,
  account: AccountKey,
  { parts, at }: GivenParts,
): NewStep {
  const outcome = { status: 'EXISTED', error: null, account: keyOnly(account) } as const;
  return {
    backend: adapter.name,
    write: 'create',
    state: 'DONE',
    request: {},
    needsSecret: false,
    account: outcome.account,
    deferred: null,
    owner: null,
    follows: null,
    fields: null,
    // None of it is sent: what an outcome tells of that is the same for all.
    parts: { stored: parts.map((path) => [...at, ...path]), notStored: [] },
    outcome,
  };
}

/** What a change of an account changes. */
function fieldsOf({ prepared, write, needsSecret }: ReadyStep): readonly string[] {
  const { identifiedBy, secretField } = write;
  const sent = needsSecret && secretField !== undefined ? [secretField] : [];
  return [...Object.keys(prepared.request).filter((key) => !identifiedBy.includes(key)), ...sent];
}

const keyOnly = ({ backend, scope, ref }: AccountKey): AccountKey => ({ backend, scope, ref });

export const settled = (
  adapter: BackendAdapter,
  status: 'SKIPPED' | 'UNSUPPORTED',
  code: ErrorCode,
  reason: string,
  account: AccountKey | null = null,
): Step => ({
  kind: 'settled',
  adapter,
  outcome: unsent(adapter.name, status, code, reason),
  account,
});

export const notRequested = (adapter: BackendAdapter, argument: string): Step =>
  settled(adapter, 'SKIPPED', 'NOT_REQUESTED', `Not asked for: \`${argument}\` leaves it out.`);

export const notConfigured = (adapter: BackendAdapter): Step =>
  settled(adapter, 'SKIPPED', 'NOT_CONFIGURED', 'This backend is not configured here.');

export const unsupported = (adapter: BackendAdapter): Step =>
  settled(adapter, 'UNSUPPORTED', 'UNSUPPORTED', 'This backend documents no such write.');

/**
 * The problems of all steps, as data; `at` leads to the part of the input that the steps were prepared from. Accounts at
 * one backend have the same.
 */
export function problemsOf(steps: readonly Step[], at: readonly string[]): readonly UserError[] {
  const prepared = new Map(steps.map((step) => [step.adapter, step]));
  return [...prepared.values()].flatMap((step) =>
    step.kind === 'invalid'
      ? step.problems.map(({ path, message, code }): UserError => ({
          code: code ?? 'INVALID_INPUT',
          message,
          path: [...at, ...path],
        }))
      : [],
  );
}

/** The outcomes of a mutation that was refused as a whole, before anything was sent. */
export function refused(steps: readonly Step[]): readonly Outcome[] {
  return steps.map((step) =>
    step.kind === 'settled' ? step.outcome : refusedStep(step.adapter.name),
  );
}
