import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import { horizonOf } from '../due.ts';
import { withSteps } from './operation-rows.ts';
import { leaseEnd } from './operation-writes.ts';
import type { Lease, OperationRow } from '../operation-log.ts';
import type { WriteContext } from './write-context.ts';

/** The ids of operations that are due, the longest due first. `now` by the database's clock, in epoch milliseconds. */
export async function dueOperations(
  db: Kysely<Tables>,
  now: number,
  most: number,
): Promise<readonly string[]> {
  const [at, farthest] = horizonOf(new Date(now).toISOString());
  const open = ['RUNNING', 'WAITING'] as const;
  const due = await Promise.all(
    open.flatMap((state) => {
      const inState = db
        .selectFrom('operations')
        .select(['id', 'due_at'])
        .where('state', '=', state)
        .orderBy('due_at')
        .limit(most);
      return [
        inState.where('due_at', '<=', at).execute(),
        inState.where('due_at', '>', farthest).execute(),
      ];
    }),
  );
  const rows = due.flat().toSorted((one, other) => (one.due_at < other.due_at ? -1 : 1));
  return rows.slice(0, most).map(({ id }) => id);
}

/** Takes operations over, but for those on which another lease lives; in the order of `ids`. */
export async function claimAll(
  context: WriteContext,
  ids: readonly string[],
  lease: Lease,
): Promise<readonly OperationRow[]> {
  const { trx, at } = context;
  const [, farthest] = horizonOf(at);
  const rows = await trx
    .updateTable('operations')
    .set({ state: 'RUNNING', lease_owner: lease.owner, due_at: leaseEnd(lease, at) })
    .where('id', 'in', ids)
    .where(({ or, eb }) =>
      or([eb('state', '!=', 'RUNNING'), eb('due_at', '<=', at), eb('due_at', '>', farthest)]),
    )
    .returningAll()
    .execute();
  const operations = await withSteps(trx, rows, context.cipher);
  const isInFuture = operations.some(({ steps }) =>
    steps.some(({ sentAt }) => sentAt !== null && sentAt > at),
  );
  const claimed = isInFuture ? await withoutFuture(context, rows) : operations;
  const byId = new Map(claimed.map((operation) => [operation.id, operation]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A request cannot have gone out in the future: by a clock that was wrong, it may just have done so. */
async function withoutFuture(
  { trx, at, cipher }: WriteContext,
  rows: Parameters<typeof withSteps>[1],
): Promise<readonly OperationRow[]> {
  await trx
    .updateTable('operation_steps')
    .set({ sent_at: at })
    .where(
      'operation_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('sent_at', '>', at)
    .execute();
  return withSteps(trx, rows, cipher);
}
