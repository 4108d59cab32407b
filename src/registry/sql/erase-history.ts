import type { AccountKey } from '#normalise';
import { accountDigest } from '../keyed-hash.ts';
import { permitting } from './audit-rows.ts';
import type { WriteContext } from './write-context.ts';

/**
 * Takes a person out of the history: their own entries go. Of an entry that is another person's too, such as that two users
 * became two again, the identifier alone goes; it says how many went.
 */
export async function forgetHistory(
  context: WriteContext,
  ids: readonly string[],
  accounts: readonly AccountKey[],
): Promise<number> {
  const { trx } = context;
  const key = await context.hashKey();
  return permitting(trx, 'history', async () => {
    for (const account of accounts) {
      await trx
        .updateTable('history')
        .set({ ref: `erased:${accountDigest(account, key)}` })
        .where('backend', '=', account.backend)
        .where('scope', '=', account.scope)
        .where('ref', '=', account.ref)
        .execute();
    }
    await trx
      .updateTable('history')
      .set(({ ref }) => ({ user_id: ref('other_user_id'), other_user_id: ref('user_id') }) as never)
      .where('user_id', 'in', ids)
      .where('kind', '!=', 'CONFLICT')
      .where('other_user_id', 'in', ({ selectFrom }) =>
        selectFrom('users').select('id').where('id', 'not in', ids),
      )
      .execute();
    const gone = await trx.deleteFrom('history').where('user_id', 'in', ids).executeTakeFirst();
    return Number(gone.numDeletedRows);
  });
}
