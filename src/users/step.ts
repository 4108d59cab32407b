import type {
  Acknowledgement,
  BackendAdapter,
  InputProblem,
  Prepared,
  Write,
} from '../backends/backend.ts';
import type { CallContext } from '../backends/call-context.ts';
import { BackendError } from '../errors.ts';
import type { AccountKey } from '../identity.ts';
import type { ErrorCode } from '../schema.generated.ts';
import { unsent } from './outcome.ts';
import type { Outcome, UserError } from './outcome.ts';

/** One backend's part of a mutation, decided before anything is sent. */
export type Step =
  /** Nothing will be sent: this is its outcome. */
  | { readonly kind: 'settled'; readonly adapter: BackendAdapter; readonly outcome: Outcome }
  | {
      readonly kind: 'invalid';
      readonly adapter: BackendAdapter;
      readonly problems: readonly InputProblem[];
    }
  | {
      readonly kind: 'ready';
      readonly adapter: BackendAdapter;
      readonly repetition: Write<unknown>['repetition'];
      /** The account it is about, when that is known before the answer. */
      readonly account: AccountKey | null;
      readonly send: (call: CallContext) => Promise<Acknowledgement>;
    };

export type ReadyStep = Extract<Step, { kind: 'ready' }>;

/** A step of a mutation whose input has no problems. */
export type ValidStep = Exclude<Step, { kind: 'invalid' }>;

export const isReady = (step: Step): step is ReadyStep => step.kind === 'ready';

export const isValid = (step: Step): step is ValidStep => step.kind !== 'invalid';

/** What came of a step that was ready. */
export type Sent =
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'failed'; readonly error: BackendError };

/** Sends a step. What was read of its account before is forgotten, also when nobody can tell what became of it. */
export async function send(step: ReadyStep, call: CallContext): Promise<Sent> {
  const sent = await attempt(step, call);
  const changed = sent.kind === 'acknowledged' ? sent.acknowledgement.account : step.account;
  if (changed) call.onChange?.(changed);
  return sent;
}

async function attempt(step: ReadyStep, call: CallContext): Promise<Sent> {
  try {
    return { kind: 'acknowledged', acknowledgement: await step.send(call) };
  } catch (error) {
    if (error instanceof BackendError) return { kind: 'failed', error };
    throw error;
  }
}

/** A prepared write as a step; `account` is the one it changes. */
export function stepOf<Input>(
  adapter: BackendAdapter,
  write: Write<Input>,
  prepared: Prepared,
  account: AccountKey | null = null,
): Step {
  switch (prepared.kind) {
    case 'skipped':
      return settled(adapter, 'SKIPPED', 'INVALID_INPUT', prepared.reason);
    case 'invalid':
      return { kind: 'invalid', adapter, problems: prepared.problems };
    case 'ready':
      return {
        kind: 'ready',
        adapter,
        repetition: write.repetition,
        account: account ?? prepared.account ?? null,
        send: async (call) => write.send(prepared.request, prepared.secret, call),
      };
  }
}

export const settled = (
  adapter: BackendAdapter,
  status: 'SKIPPED' | 'UNSUPPORTED',
  code: ErrorCode,
  reason: string,
): Step => ({ kind: 'settled', adapter, outcome: unsent(adapter.name, status, code, reason) });

export const notRequested = (adapter: BackendAdapter, argument: string): Step =>
  settled(adapter, 'SKIPPED', 'NOT_REQUESTED', `Not asked for: \`${argument}\` leaves it out.`);

export const notConfigured = (adapter: BackendAdapter): Step =>
  settled(adapter, 'SKIPPED', 'NOT_CONFIGURED', 'This backend is not configured here.');

export const unsupported = (adapter: BackendAdapter): Step =>
  settled(adapter, 'UNSUPPORTED', 'UNSUPPORTED', 'This backend documents no such write.');

/** The problems of all steps, as data; `at` leads to the part of the input that the steps were prepared from. */
export function problemsOf(steps: readonly Step[], at: readonly string[]): readonly UserError[] {
  return steps.flatMap((step) =>
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
    step.kind === 'settled'
      ? step.outcome
      : unsent(step.adapter.name, 'SKIPPED', 'INVALID_INPUT', 'Nothing was sent: see `errors`.'),
  );
}
