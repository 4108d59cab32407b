import { FacetError } from '../errors.ts';
import type { AccountKey } from '../identity.ts';
import { refresh } from './account-writes.ts';
import { historyRow } from './history.ts';
import { newUserId } from './ids.ts';
import { insertLinks, insertUsers } from './insert.ts';
import { accountAmong, keyOf } from './match.ts';
import type { AccountRow, Cause, LinkResult, NewAccount } from './registry.ts';
import type { WriteContext } from './write-context.ts';

/** @throws NOT_FOUND when `userId` is nobody's */
export async function link(
  context: WriteContext,
  userId: string | null,
  account: NewAccount,
  cause: Cause,
): Promise<LinkResult> {
  const holders = await context.find([keyOf(account)]);
  const held = accountAmong(holders, account);
  if (held && held.userId !== userId) return { kind: 'taken', account: held };
  if (held) {
    await refresh(context, held.id, account);
    return { kind: 'already', account: await linked(context, account) };
  }
  const rival = userId === null ? undefined : await accountBeside(context, userId, account);
  if (rival) return { kind: 'occupied', account: rival };
  await insertLinks(context, [{ userId: userId ?? (await newUser(context)), account }], cause);
  return { kind: 'linked', account: await linked(context, account) };
}

/** The user's other account in the same place, if there is one. */
async function accountBeside(
  { find }: WriteContext,
  userId: string,
  { backend, scope }: AccountKey,
): Promise<AccountRow | undefined> {
  const [user] = await find([{ by: 'userId', id: userId }]);
  if (!user) throw new FacetError('NOT_FOUND', 'There is no such user: nothing was linked.');
  return user.accounts.find((row) => row.backend === backend && row.scope === scope);
}

async function newUser(context: WriteContext): Promise<string> {
  const id = newUserId();
  await insertUsers(context, [id]);
  return id;
}

async function linked({ find }: WriteContext, account: AccountKey): Promise<AccountRow> {
  const row = accountAmong(await find([keyOf(account)]), account);
  if (!row) throw new Error('An account that was just linked is not there.');
  return row;
}

/** Takes an account from its user, with its aliases and last write. */
export async function unlink(
  { trx, at }: WriteContext,
  userId: string,
  account: AccountKey,
  cause: Cause,
): Promise<boolean> {
  const gone = await trx
    .deleteFrom('accounts')
    .where('user_id', '=', userId)
    .where('backend', '=', account.backend)
    .where('scope', '=', account.scope)
    .where('ref', '=', account.ref)
    .returning('id')
    .executeTakeFirst();
  if (!gone) return false;
  const change = { userId, accountId: gone.id, account };
  await trx
    .insertInto('history')
    .values(historyRow(change, cause, at))
    .execute();
  return true;
}
