import type { Kysely } from 'kysely';
import { FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import { refresh } from './account-writes.ts';
import { cancelFor } from './cancel.ts';
import { historyRow } from './history-rows.ts';
import { newUserId } from '../ids.ts';
import { insertLinks, insertUsers } from './insert.ts';
import { accountAmong, accountText, accountKey } from '../match.ts';
import { mergeUsers } from './merge-users.ts';
import type {
  AccountRow,
  Cause,
  LinkResult,
  MergeResult,
  NewAccount,
  UnlinkResult,
  UserRow,
} from '../registry.ts';
import { mergeBehind, undo } from './unmerge-users.ts';
import { liftTombstone } from './tombstones.ts';
import type { Tables } from './tables.ts';
import type { WriteContext } from './write-context.ts';

/** Whether each of these accounts is somebody's. */
export async function areLinked(
  db: Kysely<Tables>,
  accounts: readonly AccountKey[],
): Promise<boolean> {
  const held = await db
    .selectFrom('accounts')
    .select('id')
    .where(({ and, or }) =>
      or(accounts.map(({ backend, scope, ref }) => and({ backend, scope, ref }))),
    )
    .execute();
  return held.length === new Set(accounts.map(accountText)).size;
}

/** @throws NOT_FOUND when `userId` is nobody's */
export async function link(
  context: WriteContext,
  userId: string | null,
  account: NewAccount,
  cause: Cause,
): Promise<LinkResult> {
  const user = userId === null ? null : await existing(context, userId);
  const held = accountAmong(await context.find([accountKey(account)]), account);
  if (held && held.userId !== user?.id) return { kind: 'taken', account: held };
  if (held) {
    await refresh(context, held, account);
    return { kind: 'already', account: await linked(context, account) };
  }
  const rival = user && accountBeside(user, account);
  if (rival) return { kind: 'occupied', account: rival };
  const owner = user?.id ?? (await newUser(context));
  await liftTombstone(context, account);
  const [row] = await insertLinks(context, [{ userId: owner, account }], cause);
  if (!row) throw new Error('An account that was just linked is not there.');
  return { kind: 'linked', account: row };
}

/** @throws NOT_FOUND when `userId` is nobody's */
export async function linkOrMerge(
  context: WriteContext,
  userId: string,
  account: NewAccount,
  cause: Cause,
): Promise<MergeResult> {
  const result = await link(context, userId, account, cause);
  if (result.kind !== 'taken') return result;
  const user = await existing(context, userId);
  const holder = await existing(context, result.account.userId);
  return mergeUsers(context, [user, holder], result.account, cause);
}

/** The user's other account in the same place, if there is one. */
function accountBeside({ accounts }: UserRow, { backend, scope }: AccountKey): AccountRow | null {
  return accounts.find((row) => row.backend === backend && row.scope === scope) ?? null;
}

async function existing({ find }: WriteContext, userId: string): Promise<UserRow> {
  const [user] = await find([{ by: 'userId', id: userId }]);
  if (!user) throw new FacetError('NOT_FOUND', 'There is no such user: nothing was linked.');
  return user;
}

async function newUser(context: WriteContext): Promise<string> {
  const id = newUserId();
  await insertUsers(context, [id]);
  return id;
}

async function linked({ find }: WriteContext, account: AccountKey): Promise<AccountRow> {
  const row = accountAmong(await find([accountKey(account)]), account);
  if (!row) throw new Error('An account that was just linked is not there.');
  return row;
}

/** Takes an account from its user: undoes the merge behind it, or else removes it with its aliases and last write. */
export async function unlink(
  context: WriteContext,
  userId: string,
  key: AccountKey,
  cause: Cause,
  keepsMerges = false,
): Promise<UnlinkResult> {
  const users = await context.find([{ by: 'userId', id: userId }]);
  const account = accountAmong(users, key);
  const [user] = users;
  if (!user || !account) return { kind: 'none' };
  const behind = keepsMerges ? null : await mergeBehind(context, user, account);
  if (behind) {
    const withoutIt = await undo(context, behind, account, cause);
    const [restored] = await context.find([{ by: 'userId', id: behind.mergedId }]);
    const cancelled = await cancelFor(context, behind.moved, user, restored ?? null, cause);
    return { kind: 'unmerged', userId: withoutIt, cancelled };
  }
  await remove(context, account, cause);
  const cancelled = await cancelFor(context, [account], user, null, cause);
  return { kind: 'unlinked', userId: user.id, cancelled };
}

async function remove({ trx, at }: WriteContext, account: AccountRow, cause: Cause): Promise<void> {
  await trx.deleteFrom('accounts').where('id', '=', account.id).execute();
  const change = { userId: account.userId, accountId: account.id, account };
  await trx
    .insertInto('history')
    .values(historyRow(change, cause, at))
    .execute();
}
