import type { Transaction } from 'kysely';
import type { AccountKey } from '#normalise';
import { MUTATION_ACTIONS } from '../audit-log.ts';
import type { AuditRecord } from '../audit-log.ts';
import { newAuditId } from '../ids.ts';
import { accountDigest } from '../keyed-hash.ts';
import { accountText } from '../match.ts';
import type { Completion, OperationRow, StepRow } from '../operation-log.ts';
import type { Cause, MergeResult, UnlinkResult } from '../registry.ts';
import type { PermittedChangesTable } from './audit-tables.ts';
import { slices } from './slices.ts';
import type { Tables } from './tables.ts';
import type { Batch, WriteContext } from './write-context.ts';

/** Rows of one INSERT. */
const ROWS = 250;

/** Adds entries in the transaction of what they tell of. */
export async function audit(
  { together }: WriteContext,
  records: readonly AuditRecord[],
): Promise<void> {
  if (records.length > 0) await together(auditAll, records);
}

const auditAll: Batch<readonly AuditRecord[], void> = async ({ trx, at, hashKey }, told) => {
  const key = await hashKey();
  const rows = told.flat().map((record) => rowOf(record, at, key));
  for (const some of slices(rows, ROWS)) await trx.insertInto('audit').values(some).execute();
  return [];
};

const rowOf = (
  { caller, action, userId, accounts, operationId, outcomes, code, detail }: AuditRecord,
  at: string,
  key: string,
): Tables['audit'] => ({
  id: newAuditId(),
  at,
  caller,
  action,
  user_id: userId,
  accounts: listText(accounts.map((account) => keptOf(account, key))),
  operation_id: operationId,
  outcomes: listText(outcomes),
  code,
  detail,
});

const keptOf = (account: AccountKey, key: string) => ({
  backend: account.backend,
  scope: account.scope,
  digest: accountDigest(account, key),
});

const listText = (list: readonly object[]): string | null =>
  list.length === 0 ? null : JSON.stringify(list);

/**
 * A run of an operation has ended. One that changed nothing and left it waiting again, or done as it was before, is no
 * news: `null` then.
 */
export function endedRun(before: OperationRow, after: OperationRow): AuditRecord | null {
  const isSame = after.steps.every(
    ({ outcome }, position) => outcome?.status === before.steps[position]?.outcome?.status,
  );
  if (isSame && (after.state !== 'DONE' || before.finishedAt !== null)) return null;
  return operationRecord(after);
}

const OPERATOR_ACTIONS = { RETRIED: 'RETRY_OPERATION', GIVEN_UP: 'GIVE_UP_OPERATION' } as const;

/** What an operator did with it, beside what came of that. */
export function notedBy({ note }: Completion, after: OperationRow): readonly AuditRecord[] {
  if (!note) return [];
  const { actor: caller, kind, reason: detail } = note;
  return [{ ...operationRecord(after), caller, action: OPERATOR_ACTIONS[kind], detail }];
}

/** What an operation came to so far. */
export const operationRecord = ({
  id,
  caller,
  mutation,
  userId,
  steps,
}: Pick<OperationRow, 'id' | 'caller' | 'mutation' | 'userId' | 'steps'>): AuditRecord => ({
  caller,
  action: MUTATION_ACTIONS[mutation],
  userId,
  accounts: distinct(steps.flatMap((step) => accountOf(step) ?? [])),
  operationId: id,
  outcomes: steps.map(({ backend, outcome }) => ({
    backend,
    status: outcome?.status ?? 'PENDING',
  })),
  code: null,
  detail: null,
});

const accountOf = ({ account, answer, outcome }: StepRow): AccountKey | null =>
  outcome?.account ?? answer?.account ?? account;

const distinct = (accounts: readonly AccountKey[]): readonly AccountKey[] => [
  ...new Map(accounts.map((account) => [accountText(account), account])).values(),
];

/** What came of a link that a caller asked for. */
export function linkRecord(
  userId: string,
  account: AccountKey,
  { actor }: Cause,
  result: MergeResult,
): AuditRecord {
  const isRefused = result.kind === 'conflict' || result.kind === 'occupied';
  return {
    caller: actor,
    action: 'LINK_ACCOUNT',
    userId: isRefused ? userId : result.account.userId,
    accounts: [account],
    operationId: null,
    outcomes: isRefused
      ? []
      : [{ backend: account.backend, status: result.kind === 'already' ? 'UNCHANGED' : 'UPDATED' }],
    code: isRefused ? 'CONFLICT' : null,
    detail: result.kind === 'merged' ? 'two users became one' : null,
  };
}

/** What came of an unlinking that a caller asked for. */
export function unlinkRecord(
  userId: string,
  account: AccountKey,
  { actor }: Cause,
  { kind }: UnlinkResult,
): AuditRecord {
  return {
    caller: actor,
    action: 'UNLINK_ACCOUNT',
    userId,
    accounts: [account],
    operationId: null,
    outcomes: kind === 'none' ? [] : [{ backend: account.backend, status: 'UPDATED' }],
    code: kind === 'none' ? 'NOT_FOUND' : null,
    detail: kind === 'unmerged' ? 'one user became two again' : null,
  };
}

/** Lets one transaction change an append-only table: as long as `work` takes, which nobody else sees. */
export async function permitting<T>(
  trx: Transaction<Tables>,
  table: PermittedChangesTable['table_name'],
  work: () => Promise<T>,
): Promise<T> {
  await trx.insertInto('permitted_changes').values({ table_name: table }).execute();
  const result = await work();
  await trx.deleteFrom('permitted_changes').where('table_name', '=', table).execute();
  return result;
}
