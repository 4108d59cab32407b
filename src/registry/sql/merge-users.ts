import { historyRow } from './history-rows.ts';
import { newMergeId } from '../ids.ts';
import type { AccountRow, Cause, MergeResult, UserRow } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

/** Makes one of two users because of an account that one of them holds: the older one stays. */
export async function mergeUsers(
  context: WriteContext,
  users: readonly [UserRow, UserRow],
  named: AccountRow,
  cause: Cause,
): Promise<MergeResult> {
  const [survivor, merged] = isOlder(...users) ? users : ([users[1], users[0]] as const);
  const rivals = rivalsOf(survivor, merged);
  if (rivals) return { kind: 'conflict', accounts: rivals };
  await record(context, survivor, merged, named);
  await unite(context, survivor, merged);
  await tell(context, [survivor.id, merged.id], withNamed(merged.accounts, named), {
    ...cause,
    kind: 'MERGE',
  });
  return { kind: 'merged', account: { ...named, userId: survivor.id } };
}

/** Users made in the same instant still have an order, by their ids. */
function isOlder(one: UserRow, other: UserRow): boolean {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt;
  return one.id < other.id;
}

/** Two accounts of which one user can have only one. */
function rivalsOf(one: UserRow, other: UserRow): readonly [AccountRow, AccountRow] | null {
  for (const account of one.accounts) {
    const { backend, scope } = account;
    const rival = other.accounts.find((row) => row.backend === backend && row.scope === scope);
    if (rival) return [account, rival];
  }
  return null;
}

/** A user without accounts brings none: then the history tells of the account that showed who they are. */
const withNamed = (moved: readonly AccountRow[], named: AccountRow): readonly AccountRow[] =>
  moved.length > 0 ? moved : [named];

async function record(
  { trx }: WriteContext,
  survivor: UserRow,
  merged: UserRow,
  named: AccountRow,
): Promise<void> {
  const id = newMergeId();
  const users = { survivor_id: survivor.id, merged_id: merged.id };
  await trx
    .insertInto('merges')
    .values({ id, ...users, account_id: named.id })
    .execute();
  if (merged.accounts.length === 0) return;
  await trx
    .insertInto('merged_accounts')
    .values(merged.accounts.map((account) => ({ merge_id: id, account_id: account.id })))
    .execute();
}

async function unite({ trx }: WriteContext, survivor: UserRow, merged: UserRow): Promise<void> {
  await trx
    .updateTable('accounts')
    .set({ user_id: survivor.id })
    .where('user_id', '=', merged.id)
    .execute();
  await trx
    .updateTable('users')
    .set({ merged_into: survivor.id })
    .where('id', 'in', [merged.id, ...merged.formerIds])
    .execute();
}

/** Writes one row for each account into the history of both users. */
export async function tell(
  { trx, at }: WriteContext,
  [userId, otherUserId]: readonly [string, string],
  accounts: readonly AccountRow[],
  cause: Cause,
): Promise<void> {
  const rows = accounts.map((account) =>
    historyRow({ userId, otherUserId, accountId: account.id, account }, cause, at),
  );
  await trx.insertInto('history').values(rows).execute();
}
