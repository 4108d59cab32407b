import type { BackendAdapter, Write } from '#backends';
import { FacetError } from '#errors';
import { writeResult, userError } from '#operations';
import type { Plan, UserError, WriteResult } from '#operations';
import type { MutationName, UserRow } from '#registry';
import type { Backend, UserBy, UserChanges } from '#schema';
import { accountNamed, accountsAt, targetAmong, unclearTarget } from './account-for.ts';
import { budgetProblems } from './write-budget.ts';
import type { GivenParts } from './input-parts.ts';
import {
  isReady,
  isValid,
  newStep,
  notConfigured,
  notRequested,
  problemsOf,
  refused,
  secretOf,
  settled,
  stepOf,
  unsupported,
} from './step.ts';
import type { Step } from './step.ts';
import type { WriteSources } from './write-deps.ts';

/** Which of a backend's writes carries a mutation. */
export type WriteOf<Input> = (adapter: BackendAdapter) => Write<Input> | undefined;

/** One mutation of a user that exists: what to write, to whom, and where its input stands. */
export interface Change<Input> {
  readonly mutation: MutationName;
  /** The mutation's whole argument. */
  readonly asked: { readonly idempotencyKey?: string | null | undefined };
  readonly user: UserBy;
  readonly input: Input;
  /** Leads to `input` in the mutation's argument, for problems. */
  readonly at: readonly string[];
  readonly given: GivenParts;
  /** What is wrong with the input, whoever is asked. */
  readonly problems: readonly UserError[];
  readonly write: WriteOf<Input>;
  /** The only backends to write to; `null` is all that can. */
  readonly backends: readonly Backend[] | null;
  /** Of several accounts at a backend, when the caller names none of them: `each`, or the configured tenant's alone. */
  readonly accounts: 'each' | 'one';
}

export const updateOf: WriteOf<UserChanges> = ({ writes }) => writes.update;

export const poolOf: WriteOf<string> = ({ writes }) => writes.pool;

/** Writes a change to every backend that documents it and holds an account of the person. */
export async function applyChange<Input>(
  change: Change<Input>,
  sources: WriteSources,
): Promise<WriteResult> {
  const { mutation, asked, write, input } = change;
  return writeResult(
    {
      mutation,
      key: asked.idempotencyKey ?? null,
      input: asked,
      plan: async () => planChange(change, sources),
      secretFor: ({ backend, account }) => {
        const adapter = sources.adapters.get(backend);
        return adapter && secretOf(write(adapter)?.prepare(input, account));
      },
    },
    sources,
  );
}

async function planChange<Input>(change: Change<Input>, sources: WriteSources): Promise<Plan> {
  const found = await findPerson(change.user, sources);
  if ('error' in found) {
    const errors = [...change.problems, found.error];
    return { kind: 'refused', refusal: { user: null, outcomes: [], errors } };
  }
  const { user } = found;
  const steps = [...sources.adapters.values()].flatMap((adapter) =>
    changeSteps(adapter, change, user, sources),
  );
  const errors = [
    ...change.problems,
    ...unclearIn(change, user, sources),
    ...problemsOf(steps, change.at).filter((problem) => !isAmong(problem, change.problems)),
    ...budgetProblems(steps.filter(isReady).length, sources.call),
  ];
  if (errors.length > 0) {
    return { kind: 'refused', refusal: { user, outcomes: refused(steps), errors } };
  }
  const kind = change.mutation === 'updatePool' ? 'pool' : 'update';
  return {
    kind: 'ready',
    userId: user.id,
    steps: steps.filter(isValid).map((step) => newStep(step, kind, change.given)),
  };
}

/** Where a change goes to one account, and the caller has to say to which. */
function unclearIn<Input>(
  { accounts, user: by, write }: Change<Input>,
  user: UserRow,
  { adapters }: WriteSources,
): readonly UserError[] {
  if (accounts === 'each') return [];
  return [...adapters.values()]
    .filter((adapter) => adapter.configured && write(adapter))
    .filter((adapter) => {
      const rows = accountsAt(user, adapter, adapters);
      return targetAmong(rows, adapter, by, adapters).kind === 'unclear';
    })
    .map(({ name }) => unclearTarget(name));
}

/** The same place may be wrong in the eyes of a backend too. */
const isAmong = ({ path }: UserError, problems: readonly UserError[]): boolean =>
  problems.some((other) => other.path.join('.') === path.join('.'));

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

function changeSteps<Input>(
  adapter: BackendAdapter,
  change: Change<Input>,
  user: UserRow,
  { adapters }: WriteSources,
): readonly Step[] {
  if (change.backends && !change.backends.includes(adapter.name)) {
    return [notRequested(adapter, 'at')];
  }
  const write = change.write(adapter);
  if (!write) return [unsupported(adapter)];
  if (!adapter.configured) return [notConfigured(adapter)];
  const accounts = accountsAt(user, adapter, adapters);
  if (accounts.length === 0) return [settled(adapter, 'SKIPPED', 'NOT_FOUND', NO_ACCOUNT)];
  const named = accountNamed(accounts, change.user, adapters);
  const only = named ?? (change.accounts === 'one' ? accounts[0] : undefined);
  return accounts.map((account) =>
    only && account !== only
      ? settled(adapter, 'SKIPPED', 'NOT_REQUESTED', ANOTHER_ACCOUNT)
      : stepOf(adapter, write.prepare(change.input, account), account),
  );
}

const ANOTHER_ACCOUNT =
  'Not asked for: of the accounts that the user has at this backend, it goes to another one.';

export const NO_ACCOUNT = 'The user has no account at this backend.';
