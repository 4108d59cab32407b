import type { BackendAdapter } from '../backends/backend.ts';
import type { AccountRow, UserRow } from '../registry/registry.ts';
import type { OwnerChange, OutcomeStatus, UpdateOwnersInput } from '../schema.generated.ts';
import { accountFor } from './account-for.ts';
import { budgetProblems } from './budget.ts';
import { viewsOf } from './account-view.ts';
import { ownerProblems } from './change-problems.ts';
import { mergeField } from './merge.ts';
import { failureStatus, outcomeError, ownError } from './outcome.ts';
import type { OutcomeError, UserError } from './outcome.ts';
import { send, stepOf } from './step.ts';
import { NO_ACCOUNT, findPerson } from './update.ts';
import type { WriteSources } from './write-sources.ts';

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
}

interface Planned {
  readonly owner: string;
  readonly change: OwnerChange;
}

/** Applies owner changes one after another, removals first, and stops at the first that fails. */
export async function updateOwners(
  input: UpdateOwnersInput,
  sources: WriteSources,
): Promise<OwnersResult> {
  const errors = ownerProblems(input);
  if (errors.length > 0) return { user: null, owners: null, outcomes: [], errors };
  const found = await findPerson(input.user, sources);
  if ('error' in found) return { user: null, owners: null, outcomes: [], errors: [found.error] };
  const target = targetOf(found.user, input, sources);
  const changes = plannedChanges(input);
  const excess = 'error' in target ? [] : budgetProblems(changes.length, sources.call);
  if (excess.length > 0) return { user: found.user, owners: null, outcomes: [], errors: excess };
  const outcomes = await applyInOrder(changes, target, sources);
  sources.finder.forget();
  const user = await sources.finder.byUserId(found.user.id);
  return { user, owners: user && knownOwners(user, target, sources), outcomes, errors: [] };
}

const plannedChanges = ({ add, remove }: UpdateOwnersInput): readonly Planned[] => [
  ...[...new Set(remove)].map((owner) => ({ owner, change: 'REMOVE' }) as const),
  ...[...new Set(add)].map((owner) => ({ owner, change: 'ADD' }) as const),
];

async function applyInOrder(
  changes: readonly Planned[],
  target: Target | Untouchable,
  sources: WriteSources,
): Promise<readonly OwnerOutcome[]> {
  if ('error' in target) {
    return changes.map((change) => ({ ...change, status: 'SKIPPED', error: target.error }));
  }
  const outcomes: OwnerOutcome[] = [];
  let stopped: OutcomeError | null = null;
  for (const change of changes) {
    const outcome: OwnerOutcome = stopped
      ? { ...change, status: 'SKIPPED', error: stopped }
      : await applyOne(change, target, sources);
    if (outcome.error && !stopped) stopped = { ...outcome.error, message: STOPPED };
    outcomes.push(outcome);
  }
  return outcomes;
}

const STOPPED = 'Not sent: an earlier change failed.';

interface Target {
  readonly adapter: BackendAdapter;
  readonly account: AccountRow;
}

/** There is no account to change. */
interface Untouchable {
  readonly error: OutcomeError;
}

function targetOf(
  user: UserRow,
  input: UpdateOwnersInput,
  { adapters }: WriteSources,
): Target | Untouchable {
  const able = [...adapters.values()].filter(({ writes }) => writes.owner);
  const configured = able.filter((adapter) => adapter.configured);
  if (configured.length === 0) {
    return {
      error: ownError('NOT_CONFIGURED', 'No backend that keeps owners is configured here.'),
    };
  }
  for (const adapter of configured) {
    const account = accountFor(user, adapter, input.user, adapters);
    if (account) return { adapter, account };
  }
  return { error: ownError('NOT_FOUND', NO_ACCOUNT) };
}

async function applyOne(
  change: Planned,
  { adapter, account }: Target,
  { registry, call }: WriteSources,
): Promise<OwnerOutcome> {
  const write = adapter.writes.owner;
  const step = write && stepOf(adapter, write, write.prepare(change, account), account);
  if (step?.kind !== 'ready') {
    return {
      ...change,
      status: 'SKIPPED',
      error: ownError('INVALID_INPUT', 'This owner cannot be sent.'),
    };
  }
  const sent = await send(step, call);
  if (sent.kind === 'failed') {
    return { ...change, status: failureStatus(sent.error, step), error: outcomeError(sent.error) };
  }
  const { written } = sent.acknowledgement;
  if (written) await registry.recordWrite(account.id, written);
  return { ...change, status: 'UPDATED', error: null };
}

/** Of several accounts the changed one's: it is whose owners the caller asks about. */
function knownOwners(
  user: UserRow,
  target: Target | Untouchable,
  { adapters, fields }: WriteSources,
): readonly string[] | null {
  const field = fields.get('owners');
  const views = viewsOf(user, adapters).filter(
    ({ row }) => 'error' in target || row.id === target.account.id,
  );
  const value = field && mergeField(field, views).value;
  return Array.isArray(value) ? value : null;
}
