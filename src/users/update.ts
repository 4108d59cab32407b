import type { AccountKey } from '../identity.ts';
import type { BackendAdapter, Write } from '../backends/backend.ts';
import { FacetError } from '../errors.ts';
import type { AccountRow, UserRow } from '../registry/registry.ts';
import type { Backend, UserBy, UserChanges } from '../schema.generated.ts';
import { failureStatus, outcomeError, userError } from './outcome.ts';
import type { Outcome, UserError, WriteResult } from './outcome.ts';
import {
  isReady,
  isValid,
  notConfigured,
  notRequested,
  problemsOf,
  refused,
  send,
  settled,
  stepOf,
  unsupported,
} from './step.ts';
import type { Step, ValidStep } from './step.ts';
import { accountFor } from './account-for.ts';
import { budgetProblems } from './budget.ts';
import type { WriteSources } from './write-sources.ts';

/** Which of a backend's writes carries a mutation. */
export type WriteOf<Input> = (adapter: BackendAdapter) => Write<Input> | undefined;

/** One mutation of a user that exists: what to write, to whom, and where its input stands. */
export interface Change<Input> {
  readonly user: UserBy;
  readonly input: Input;
  /** Leads to `input` in the mutation's argument, for problems. */
  readonly at: readonly string[];
  readonly write: WriteOf<Input>;
  /** The only backends to write to; `null` is all that can. */
  readonly backends: readonly Backend[] | null;
}

export const updateOf: WriteOf<UserChanges> = ({ writes }) => writes.update;

export const poolOf: WriteOf<string> = ({ writes }) => writes.pool;

/** Writes a change to every backend that documents it and holds an account of the person. */
export async function applyChange<Input>(
  change: Change<Input>,
  sources: WriteSources,
): Promise<WriteResult> {
  const found = await findPerson(change.user, sources);
  if ('error' in found) return { user: null, outcomes: [], errors: [found.error] };
  const { user } = found;
  const steps = [...sources.adapters.values()].map((adapter) =>
    changeStep(adapter, change, user, sources),
  );
  const problems = [
    ...problemsOf(steps, change.at),
    ...budgetProblems(steps.filter(isReady).length, sources.call),
  ];
  if (problems.length > 0) return { user, outcomes: refused(steps), errors: problems };
  const outcomes = await Promise.all(
    steps.filter(isValid).map(async (step) => carryOut(step, user, sources)),
  );
  sources.finder.forget();
  const fresh = await sources.finder.byUserId(user.id);
  return { user: fresh, outcomes: outcomes.map((outcome) => ofNow(outcome, fresh)), errors: [] };
}

/** The account as it is after the write, which may have changed what is kept of it. */
function ofNow(outcome: Outcome, user: UserRow | null): Outcome {
  const account = user?.accounts.find(({ id }) => id === outcome.account?.id);
  return account ? { ...outcome, account } : outcome;
}

/** The person a mutation names, or what is wrong with the name, as data. */
export async function findPerson(
  by: UserBy,
  { finder }: WriteSources,
): Promise<{ readonly user: UserRow } | { readonly error: UserError }> {
  const at = ['input', 'user'];
  try {
    const user = await finder.user(by);
    return user ? { user } : { error: { code: 'NOT_FOUND', message: NOBODY, path: at } };
  } catch (error) {
    if (error instanceof FacetError) return { error: userError(error, at) };
    throw error;
  }
}

const NOBODY = 'No user has this identifier.';

function changeStep<Input>(
  adapter: BackendAdapter,
  change: Change<Input>,
  user: UserRow,
  { adapters }: WriteSources,
): Step {
  if (change.backends && !change.backends.includes(adapter.name)) {
    return notRequested(adapter, 'at');
  }
  const write = change.write(adapter);
  if (!write) return unsupported(adapter);
  if (!adapter.configured) return notConfigured(adapter);
  const account = accountFor(user, adapter, change.user, adapters);
  if (!account) return settled(adapter, 'SKIPPED', 'NOT_FOUND', NO_ACCOUNT);
  return stepOf(adapter, write, write.prepare(change.input, account), account);
}

export const NO_ACCOUNT = 'The user has no account at this backend.';

async function carryOut(
  step: ValidStep,
  user: UserRow,
  { call, registry }: WriteSources,
): Promise<Outcome> {
  if (step.kind === 'settled') return step.outcome;
  const account = user.accounts.find((row) => sameAccount(row, step.account)) ?? null;
  const sent = await send(step, call);
  const outcome = { backend: step.adapter.name, account, attempts: 1 };
  if (sent.kind === 'failed') {
    return {
      ...outcome,
      status: failureStatus(sent.error, step),
      error: outcomeError(sent.error),
    };
  }
  const { written } = sent.acknowledgement;
  if (account && written) await registry.recordWrite(account.id, written);
  return { ...outcome, status: 'UPDATED', error: null };
}

const sameAccount = (row: AccountRow, key: AccountKey | null): boolean =>
  key !== null && row.backend === key.backend && row.scope === key.scope && row.ref === key.ref;
