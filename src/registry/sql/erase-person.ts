import type { ErasureCertificate, ErasureOrder } from '../erasure-certificate.ts';
import { newErasureId } from '../ids.ts';
import { accountDigest, userDigest } from '../keyed-hash.ts';
import type { OperationRow } from '../operation-log.ts';
import type { UserRow } from '../registry.ts';
import { forgetHistory } from './erase-history.ts';
import { forgetOperations } from './erase-operations.ts';
import { certificateOf } from './tombstones.ts';
import type { WriteContext } from './write-context.ts';

/**
 * Removes a person: whom an operation is about, with all who were merged into them. Of one who was erased before it answers
 * the certificate and changes nothing.
 */
export async function erasePerson(
  context: WriteContext,
  operation: OperationRow,
  order: ErasureOrder,
): Promise<ErasureCertificate> {
  const { trx, find, at } = context;
  const userId = operation.userId ?? '';
  const key = await context.hashKey();
  const known = await certificateOf(trx, userDigest(userId, key));
  if (known) return known;
  const [user] = await find([{ by: 'userId', id: userId }]);
  if (!user) throw new Error('A person who is to be erased is not there.');
  const { removed, cancelled } = await remove(context, user, operation);
  const certificate: ErasureCertificate = {
    id: newErasureId(),
    userId: user.id,
    formerIds: user.formerIds,
    erasedAt: at,
    caller: operation.caller,
    reason: order.reason,
    operationId: operation.id,
    removed,
    cancelledOperations: cancelled,
    remaining: order.atBackends(user.accounts).map(({ backend, status, note, account }) => ({
      backend,
      status,
      scope: account?.scope ?? '',
      digest: account && accountDigest(account, key),
      note,
    })),
  };
  await bury(context, certificate, user, key);
  return certificate;
}

async function remove(context: WriteContext, user: UserRow, operation: OperationRow) {
  const { trx } = context;
  const ids = [user.id, ...user.formerIds];
  const accountIds = ['', ...user.accounts.map(({ id }) => id)];
  const operations = await forgetOperations(context, ids, user.accounts, operation.id);
  const history = await forgetHistory(context, ids, user.accounts);
  const merges = await trx
    .deleteFrom('merges')
    .where(({ or, eb }) => or([eb('survivor_id', 'in', ids), eb('merged_id', 'in', ids)]))
    .executeTakeFirst();
  const conflicts = await trx
    .deleteFrom('conflicts')
    .where(({ or, and, eb }) =>
      or([
        eb('user_id', 'in', ids),
        ...user.accounts.map(({ backend, scope, ref }) => and({ backend, scope, ref })),
      ]),
    )
    .executeTakeFirst();
  const deliveries = await trx
    .deleteFrom('deliveries')
    .where('user_id', 'in', ids)
    .executeTakeFirst();
  const points = await trx
    .deleteFrom('contact_points')
    .where('account_id', 'in', accountIds)
    .executeTakeFirst();
  const aliases = await trx
    .deleteFrom('account_aliases')
    .where('account_id', 'in', accountIds)
    .executeTakeFirst();
  await trx.deleteFrom('accounts').where('id', 'in', accountIds).execute();
  // Those who were merged name the one whom they became.
  await trx.updateTable('users').set({ merged_into: null }).where('id', 'in', ids).execute();
  await trx.deleteFrom('users').where('id', 'in', ids).execute();
  return {
    cancelled: operations.cancelled,
    removed: [
      { kind: 'ACCOUNTS', count: user.accounts.length },
      { kind: 'LAST_WRITES', count: user.accounts.filter(({ lastWrite }) => lastWrite).length },
      { kind: 'CONTACT_POINTS', count: Number(points.numDeletedRows) },
      { kind: 'ALIASES', count: Number(aliases.numDeletedRows) },
      { kind: 'OPERATION_INPUTS', count: operations.forgotten },
      { kind: 'HISTORY', count: history },
      { kind: 'MERGES', count: Number(merges.numDeletedRows) },
      { kind: 'CONFLICTS', count: Number(conflicts.numDeletedRows) },
      { kind: 'WEBHOOK_CALLS', count: Number(deliveries.numDeletedRows) },
    ] as const,
  };
}

/** Keeps the certificate, and by what the person is known again. */
async function bury(
  { trx, at }: WriteContext,
  certificate: ErasureCertificate,
  { id, formerIds, accounts }: UserRow,
  key: string,
): Promise<void> {
  await trx
    .insertInto('erasures')
    .values({ id: certificate.id, at, certificate: JSON.stringify(certificate) })
    .execute();
  const digests = [
    ...[id, ...formerIds].map((one) => userDigest(one, key)),
    ...accounts.map((account) => accountDigest(account, key)),
  ];
  await trx
    .insertInto('tombstones')
    .values(digests.map((digest) => ({ digest, erasure_id: certificate.id })))
    .onConflict((conflict) => conflict.column('digest').doUpdateSet({ erasure_id: certificate.id }))
    .execute();
}
