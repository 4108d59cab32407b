import { IDENTIFIER_RULE } from '#backends';
import type { BackendAdapter } from '#backends';
import { NO_PARTS, isPlainIdentifier } from '#normalise';
import type { WireRecord, InputPath } from '#normalise';
import { withinOperation, performWrite, personOf, currentOutcome } from '#operations';
import type { PreparedMutation, OutcomeError, UserError } from '#operations';
import type { NewStep, OperationRow, StepOwner, StepRow, AccountRow, UserRow } from '#registry';
import type { OwnerChange, OutcomeStatus, UpdateOwnersInput } from '#schema';
import { NO_ACCOUNT, accountsAt, findPerson, targetAmong, unclearTarget } from './write-target.ts';
import { budgetProblems } from './write-budget.ts';
import { loadAccounts } from '../reading/loaded-account.ts';
import { invalid } from './input-problems.ts';
import { mergeField } from '../reading/merge-field.ts';
import { candidatesOf } from '../reading/source.ts';
import { newStep, settled, stepOf } from './step.ts';
import type { WriteDeps } from './write-deps.ts';

/** What became of one owner. */
export interface OwnerOutcome {
  readonly owner: string;
  readonly change: OwnerChange;
  readonly status: OutcomeStatus;
  readonly error: OutcomeError | null;
}

export interface OwnersResult {
  readonly user: UserRow | null;
  /** As the backend reported them last; `null` when it never did. */
  readonly owners: readonly string[] | null;
  readonly outcomes: readonly OwnerOutcome[];
  readonly errors: readonly UserError[];
  /** `null` when nothing was begun. */
  readonly operation: OperationRow | null;
}

/** Applies owner changes one after another, removals first, and stops at the first that fails. */
export async function updateOwners(
  input: UpdateOwnersInput,
  deps: WriteDeps,
): Promise<OwnersResult> {
  const performed = await performWrite(
    {
      mutation: 'updateOwners',
      key: input.idempotencyKey ?? null,
      input,
      plan: async () => planOwners(input, deps),
      secretFor: () => undefined,
    },
    deps,
  );
  if (performed.kind === 'refused') {
    const { user, errors } = performed.refusal;
    return { user, owners: null, outcomes: [], errors, operation: null };
  }
  const { operation } = performed;
  const user = await withinOperation(operation.id, async () => personOf(operation, deps));
  const owners = user && ownersAfter(operation, user, deps);
  return { user, owners, outcomes: operation.steps.flatMap(outcomeOf), errors: [], operation };
}

function outcomeOf(step: StepRow): readonly OwnerOutcome[] {
  const { status, error } = currentOutcome(step);
  return step.owner ? [{ ...step.owner, status, error }] : [];
}

async function planOwners(input: UpdateOwnersInput, deps: WriteDeps): Promise<PreparedMutation> {
  const refuse = (errors: readonly UserError[], user: UserRow | null = null): PreparedMutation => ({
    kind: 'refused',
    refusal: { user, outcomes: [], errors },
  });
  const errors = ownerProblems(input);
  const found = await findPerson(input.user, deps);
  if ('error' in found) return refuse([...errors, found.error]);
  if (errors.length > 0) return refuse(errors, found.user);
  const target = targetOf(found.user, input, deps);
  if (target.isUnclear) return refuse([unclearTarget(target.adapter.name)], found.user);
  const changes = plannedChanges(input);
  const excess = target.account ? budgetProblems(changes.length, deps.call) : [];
  if (excess.length > 0) return refuse(excess, found.user);
  const steps = changes.map((owner) => ownerStep(owner, target));
  return { kind: 'ready', userId: found.user.id, steps };
}

interface Planned {
  readonly owner: StepOwner;
  /** Where the input names it. */
  readonly path: InputPath;
}

const plannedChanges = ({ add, remove }: UpdateOwnersInput): readonly Planned[] => [
  ...eachOwner(remove ?? [], 'REMOVE', 'remove'),
  ...eachOwner(add ?? [], 'ADD', 'add'),
];

const eachOwner = (
  owners: readonly string[],
  change: OwnerChange,
  list: string,
): readonly Planned[] =>
  [...new Set(owners)].map((owner) => ({
    owner: { owner, change },
    path: [list, String(owners.indexOf(owner))],
  }));

/** The backend that keeps owners, and the person's account there. */
interface Target {
  readonly adapter: BackendAdapter;
  readonly account: AccountRow | null;
  /** There are several, and the caller has to name one. */
  readonly isUnclear: boolean;
}

function targetOf(user: UserRow, input: UpdateOwnersInput, { adapters }: WriteDeps): Target {
  const able = [...adapters.values()].filter(({ writes }) => writes.owner);
  for (const adapter of able.filter(({ configured }) => configured)) {
    const accounts = accountsAt(user, adapter, adapters);
    const target = targetAmong(accounts, adapter, input.user, adapters);
    if (target.kind === 'one') return { adapter, account: target.account, isUnclear: false };
    if (target.kind === 'unclear') return { adapter, account: null, isUnclear: true };
  }
  const adapter = able.find(({ configured }) => configured) ?? able[0];
  if (!adapter) throw new Error('There is no backend that keeps owners.');
  return { adapter, account: null, isUnclear: false };
}

function ownerStep({ owner, path }: Planned, target: Target): NewStep {
  const step = stepFor(owner, target);
  // `prepare` refuses no owner that is not blank.
  if (step.kind === 'invalid') throw new Error('An owner that was checked cannot be sent.');
  const parts = step.kind === 'ready' ? { stored: [path], notStored: [] } : NO_PARTS;
  const changed = newStep(step, 'owner', { parts: [], input: owner, at: [] });
  // One owner is a field of its own: the list of owners is not sent.
  return { ...changed, owner, parts, fields: changed.fields && [`owner ${owner.owner}`] };
}

function stepFor(owner: StepOwner, { adapter, account }: Target): ReturnType<typeof stepOf> {
  const write = adapter.writes.owner;
  if (!adapter.configured || !write) {
    const reason = 'No backend that keeps owners is configured here.';
    return settled(adapter, 'SKIPPED', 'NOT_CONFIGURED', reason);
  }
  if (!account) return settled(adapter, 'SKIPPED', 'NOT_FOUND', NO_ACCOUNT);
  return stepOf(adapter, write, owner, account);
}

/**
 * As the backend reported them after the last change that it took, else as they were last known: of several accounts the
 * changed one's, since it is whose owners the caller asks about.
 */
function ownersAfter(
  { steps }: OperationRow,
  user: UserRow,
  { adapters, fields }: WriteDeps,
): readonly string[] | null {
  const field = fields.get('owners');
  const changed = steps.find(({ account }) => account)?.account;
  const record = steps.findLast(({ answer }) => answer?.written)?.answer?.written;
  const accounts = user.accounts
    .filter((row) => !changed || (row.scope === changed.scope && row.ref === changed.ref))
    .map((row) => withRecord(row, record));
  if (!field) return null;
  const loadedAccounts = loadAccounts({ ...user, accounts }, adapters);
  const { value } = mergeField(field, candidatesOf(field, loadedAccounts), loadedAccounts);
  return Array.isArray(value) ? value : null;
}

/** What was answered then, not what was written since. */
function withRecord(row: AccountRow, record: WireRecord | null | undefined): AccountRow {
  return record ? { ...row, lastWrite: { record, at: row.linkedAt } } : row;
}

/** An owner that is none would stop the changes half-way; one in both lists contradicts itself. */
function ownerProblems({ add, remove }: UpdateOwnersInput): readonly UserError[] {
  const removals = new Set(remove);
  const additions = add ?? [];
  if (removals.size + additions.length === 0) {
    return [invalid('Name at least one owner to add or remove.', ['input'])];
  }
  return [
    ...misnamed(remove ?? [], ['input', 'remove']),
    ...misnamed(additions, ['input', 'add']),
    ...entriesWhere(additions, (owner) => removals.has(owner), BOTH, ['input', 'add']),
  ];
}

const BOTH = 'This owner is to be removed as well. Name it once.';

const misnamed = (owners: readonly string[], path: readonly string[]): readonly UserError[] =>
  entriesWhere(owners, (owner) => !isPlainIdentifier(owner), IDENTIFIER_RULE, path);

const entriesWhere = (
  owners: readonly string[],
  isWrong: (owner: string) => boolean,
  message: string,
  path: readonly string[],
): readonly UserError[] =>
  owners.flatMap((owner, index) =>
    isWrong(owner) ? [invalid(message, [...path, String(index)])] : [],
  );
