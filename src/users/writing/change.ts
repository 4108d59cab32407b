import type { BackendAdapter, Write } from '#backends';
import { writeResult } from '#operations';
import type { PreparedMutation, UserError, WriteResult } from '#operations';
import type { MutationName, UserRow, WriteKind } from '#registry';
import type { Backend, UserBy } from '#schema';
import {
  NO_ACCOUNT,
  accountNamed,
  accountsAt,
  findPerson,
  targetAmong,
  unclearTarget,
} from './write-target.ts';
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
  settled,
  stepOf,
  unsupported,
} from './step.ts';
import type { Step } from './step.ts';
import type { WriteDeps } from './write-deps.ts';

/** What every mutation of a user who exists is asked with. */
interface ChangeInput {
  readonly user: UserBy;
  readonly idempotencyKey?: string | null | undefined;
}

/** A mutation that changes a user who exists: what to write, to whom, and where its input stands. */
export interface ChangeMutation<Input extends ChangeInput, Change> {
  readonly name: MutationName;
  /** Which of a backend's writes carries it. */
  readonly kind: WriteKind;
  readonly write: (adapter: BackendAdapter) => Write<Change> | undefined;
  /** What the backends are told. */
  readonly changeOf: (input: Input) => Change;
  /** Leads to that from the mutation's argument, for problems. */
  readonly at: readonly string[];
  readonly partsOf: (input: Input) => GivenParts;
  /** What is wrong with the input, whoever is asked. */
  readonly problemsOf: (input: Input) => readonly UserError[];
  /** The only backends to write to; all that can when left out, or `null`. */
  readonly backendsOf?: (input: Input) => readonly Backend[] | null;
  /** Of several accounts at a backend, when the caller names none of them: `each`, or the configured tenant's alone. */
  readonly accounts: 'each' | 'one';
}

/** Carries out such a mutation: writes to every backend that documents it and holds an account of the person. */
export const changing =
  <Input extends ChangeInput, Change>(mutation: ChangeMutation<Input, Change>) =>
  async (input: Input, deps: WriteDeps): Promise<WriteResult> =>
    writeResult(
      {
        mutation: mutation.name,
        key: input.idempotencyKey ?? null,
        input,
        plan: async () => planChange(mutation, input, deps),
        secretFor: ({ backend }) => {
          const adapter = deps.adapters.get(backend);
          return adapter && mutation.write(adapter)?.secretOf?.(mutation.changeOf(input));
        },
      },
      deps,
    );

async function planChange<Input extends ChangeInput, Change>(
  mutation: ChangeMutation<Input, Change>,
  input: Input,
  deps: WriteDeps,
): Promise<PreparedMutation> {
  const problems = mutation.problemsOf(input);
  const found = await findPerson(input.user, deps);
  if ('error' in found) {
    const errors = [...problems, found.error];
    return { kind: 'refused', refusal: { user: null, outcomes: [], errors } };
  }
  const { user } = found;
  const steps = [...deps.adapters.values()].flatMap((adapter) =>
    changeSteps(adapter, mutation, input, user, deps),
  );
  const errors = [
    ...problems,
    ...unclearIn(mutation, input, user, deps),
    ...problemsOf(steps, mutation.at).filter((problem) => !isAmong(problem, problems)),
    ...budgetProblems(steps.filter(isReady).length, deps.call),
  ];
  if (errors.length > 0) {
    return { kind: 'refused', refusal: { user, outcomes: refused(steps), errors } };
  }
  const given = mutation.partsOf(input);
  return {
    kind: 'ready',
    userId: user.id,
    steps: steps.filter(isValid).map((step) => newStep(step, mutation.kind, given)),
  };
}

/** Where a change goes to one account, and the caller has to say to which. */
function unclearIn<Input extends ChangeInput, Change>(
  { accounts, write }: ChangeMutation<Input, Change>,
  { user: by }: Input,
  user: UserRow,
  { adapters }: WriteDeps,
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

function changeSteps<Input extends ChangeInput, Change>(
  adapter: BackendAdapter,
  mutation: ChangeMutation<Input, Change>,
  input: Input,
  user: UserRow,
  { adapters }: WriteDeps,
): readonly Step[] {
  const backends = mutation.backendsOf?.(input) ?? null;
  if (backends && !backends.includes(adapter.name)) return [notRequested(adapter, 'at')];
  const write = mutation.write(adapter);
  if (!write) return [unsupported(adapter)];
  if (!adapter.configured) return [notConfigured(adapter)];
  const accounts = accountsAt(user, adapter, adapters);
  if (accounts.length === 0) return [settled(adapter, 'SKIPPED', 'NOT_FOUND', NO_ACCOUNT)];
  const named = accountNamed(accounts, input.user, adapters);
  const only = named ?? (mutation.accounts === 'one' ? accounts[0] : undefined);
  const change = mutation.changeOf(input);
  return accounts.map((account) =>
    only && account !== only
      ? settled(adapter, 'SKIPPED', 'NOT_REQUESTED', ANOTHER_ACCOUNT)
      : stepOf(adapter, write, change, account),
  );
}

const ANOTHER_ACCOUNT =
  'Not asked for: of the accounts that the user has at this backend, it goes to another one.';
