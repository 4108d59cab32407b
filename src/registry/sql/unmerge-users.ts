import { tell } from './merge-users.ts';
import type { AccountRow, Cause, UserRow } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

/** A merge in force. */
interface Merge {
  readonly id: string;
  readonly survivorId: string;
  readonly mergedId: string;
  /** The accounts that it took to the survivor. */
  readonly moved: readonly AccountRow[];
}

/** The latest merge that made an account this user's, or was made because of it. */
export async function mergeBehind(
  { trx }: WriteContext,
  { id: survivorId, accounts }: UserRow,
  { id: accountId }: AccountRow,
): Promise<Merge | null> {
  const row = await trx
    .selectFrom('merges')
    .select(['id', 'merged_id'])
    .where('survivor_id', '=', survivorId)
    .where(({ eb, or, selectFrom }) => {
      // Counted for each merge of the user, as the accounts of all merges have no index by account.
      const moves = selectFrom('merged_accounts')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .whereRef('merge_id', '=', 'merges.id')
        .where('merged_accounts.account_id', '=', accountId);
      return or([eb('merges.account_id', '=', accountId), eb(moves, '>', 0)]);
    })
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!row) return null;
  const moved = await trx
    .selectFrom('merged_accounts')
    .select('account_id')
    .where('merge_id', '=', row.id)
    .execute();
  const ids = new Set(moved.map(({ account_id }) => account_id));
  const held = accounts.filter(({ id }) => ids.has(id));
  return { id: row.id, survivorId, mergedId: row.merged_id, moved: held };
}

/**
 * Tells the two users of a merge apart again: each has what it had, and those who were merged into the younger one
 * before mean that one again. Answers the one of the two who does not have `named`.
 */
export async function undo(
  context: WriteContext,
  { id, survivorId, mergedId, moved }: Merge,
  named: AccountRow,
  cause: Cause,
): Promise<string> {
  const { trx } = context;
  await trx.deleteFrom('merges').where('id', '=', id).execute();
  if (moved.length > 0) {
    await trx
      .updateTable('accounts')
      .set({ user_id: mergedId })
      .where(
        'id',
        'in',
        moved.map((account) => account.id),
      )
      .execute();
  }
  const formerIds = await mergedBelow(context, mergedId);
  await trx.updateTable('users').set({ merged_into: null }).where('id', '=', mergedId).execute();
  if (formerIds.length > 0) {
    await trx
      .updateTable('users')
      .set({ merged_into: mergedId })
      .where('id', 'in', formerIds)
      .execute();
  }
  await tell(context, [survivorId, mergedId], moved.length > 0 ? moved : [named], {
    ...cause,
    kind: 'UNMERGE',
  });
  return moved.some((account) => account.id === named.id) ? survivorId : mergedId;
}

/** Everyone who was merged into a user, also by way of others. */
async function mergedBelow({ trx }: WriteContext, userId: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let next = [userId]; next.length > 0;) {
    const rows = await trx
      .selectFrom('merges')
      .select('merged_id')
      .where('survivor_id', 'in', next)
      .execute();
    next = rows.map(({ merged_id }) => merged_id);
    found.push(...next);
  }
  return found;
}
