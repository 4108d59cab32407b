import type { Addressed } from '../addressed.ts';
import { sealRequest } from './sealed.ts';
import { textOf } from './operation-rows.ts';
import type { WriteContext } from './write-context.ts';

/** From now on it is a change of that account. */
export async function address(
  { trx, cipher }: WriteContext,
  id: string,
  { position, account, request }: Addressed,
): Promise<void> {
  const key = textOf(account);
  await trx
    .updateTable('operation_steps')
    .set({
      account: key,
      live_account: key,
      request: sealRequest(cipher, { id, position }, request),
    })
    .where('operation_id', '=', id)
    .where('position', '=', position)
    .execute();
}
