import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import { newOperationId } from '../ids.ts';
import { operationOf, storedOperation, storedStep, withSteps } from './operation-rows.ts';
import type { RowCipher } from '../row-cipher.ts';
import type { Claim, Lease, NewOperation, OperationRow } from '../operation-log.ts';
import { padded } from './slices.ts';
import type { Batch, WriteContext } from './write-context.ts';

export const leaseEnd = ({ ms }: Lease, at: string): string =>
  new Date(Date.parse(at) + ms).toISOString();

export const isExpired = ({ state, dueAt }: OperationRow, at: string): boolean =>
  state === 'DONE' && dueAt <= at;

export async function findOne(
  db: Kysely<Tables>,
  id: string,
  cipher: RowCipher,
): Promise<OperationRow | null> {
  const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst();
  return operationOf(db, row, cipher);
}

export async function known({ together }: WriteContext, id: string): Promise<OperationRow> {
  const operation = await together(allKnown, id);
  if (!operation) throw new Error('An operation under a lease is not there.');
  return operation;
}

const allKnown: Batch<string, OperationRow | undefined> = async ({ trx, cipher }, ids) => {
  const wanted = padded(ids);
  const rows = await trx.selectFrom('operations').selectAll().where('id', 'in', wanted).execute();
  const byId = new Map(
    (await withSteps(trx, rows, cipher)).map((operation) => [operation.id, operation]),
  );
  return ids.map((id) => byId.get(id));
};

/** Gives a lease its full time again; `false` when somebody else holds it. */
export async function renewed({ together, at }: WriteContext, claim: Claim): Promise<boolean> {
  const { id, lease } = claim;
  return together(renewAll, {
    id,
    owner: lease.owner,
    end: leaseEnd(lease, at),
  });
}

interface Renewal {
  readonly id: string;
  readonly owner: string;
  readonly end: string;
}

const renewAll: Batch<Renewal, boolean> = async ({ trx }, renewals) => {
  const held = new Set<string>();
  const byLease = Map.groupBy(renewals, ({ owner, end }) => `${owner} ${end}`);
  for (const same of byLease.values()) {
    const [{ owner, end } = { owner: '', end: '' }] = same;
    const ids = padded(same.map(({ id }) => id));
    const rows = await trx
      .updateTable('operations')
      .set({ due_at: end })
      .where('id', 'in', ids)
      .where('state', '=', 'RUNNING')
      .where('lease_owner', '=', owner)
      .returning('id')
      .execute();
    for (const { id } of rows) held.add(`${owner} ${id}`);
  }
  return renewals.map(({ owner, id }) => held.has(`${owner} ${id}`));
};

export async function findByKey(
  db: Kysely<Tables>,
  { caller, mutation, key }: Pick<NewOperation, 'caller' | 'mutation' | 'key'>,
  cipher: RowCipher,
): Promise<OperationRow | null> {
  if (key === null) return null;
  const row = await db
    .selectFrom('operations')
    .selectAll()
    .where('caller', '=', caller)
    .where('mutation', '=', mutation)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  return operationOf(db, row, cipher);
}

/** As in `LinkScope.openOn`. */
export async function openOn(
  { together }: WriteContext,
  userIds: readonly string[],
): Promise<readonly OperationRow[]> {
  return userIds.length === 0 ? [] : together(allOpenOn, userIds);
}

const allOpenOn: Batch<readonly string[], readonly OperationRow[]> = async (
  { trx, cipher },
  wanted,
) => {
  const rows = await trx
    .selectFrom('operations')
    .selectAll()
    .where('user_id', 'in', padded([...new Set(wanted.flat())]))
    .where('state', 'in', ['RUNNING', 'WAITING'])
    .orderBy('sequence')
    .execute();
  const open = await withSteps(trx, rows, cipher);
  return wanted.map((ids) => open.filter(({ userId }) => userId !== null && ids.includes(userId)));
};

export async function setUser(
  { trx }: WriteContext,
  { id, userId: before }: OperationRow,
  userId: string | null,
): Promise<void> {
  if (userId === before) return;
  await trx.updateTable('operations').set({ user_id: userId }).where('id', '=', id).execute();
}

export async function insert(
  context: WriteContext,
  operation: NewOperation,
  lease: Lease,
): Promise<OperationRow> {
  const { trx, at, cipher } = context;
  const id = newOperationId();
  const { last } = await trx
    .selectFrom('operations')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('operations')
    .values(
      storedOperation(operation, {
        id,
        sequence: (last ?? 0) + 1,
        lease_owner: lease.owner,
        due_at: leaseEnd(lease, at),
        created_at: at,
      }),
    )
    .execute();
  const steps = operation.steps.map((step, position) => storedStep({ id, position }, step, cipher));
  if (steps.length > 0) await trx.insertInto('operation_steps').values(steps).execute();
  return known(context, id);
}

/** Removes one that has expired, unless somebody has taken it up again meanwhile: then its key is in the way. */
export async function forget({ trx, at }: WriteContext, { id }: OperationRow): Promise<void> {
  await trx
    .deleteFrom('operations')
    .where('id', '=', id)
    .where('state', '=', 'DONE')
    .where('due_at', '<=', at)
    .execute();
}

/** Which are resumable is read in the same transaction: somebody may have done them meanwhile. */
export async function reopened(
  context: WriteContext,
  { id, steps }: OperationRow,
): Promise<OperationRow> {
  const positions = steps.filter(({ outcome }) => outcome?.resumable).map((step) => step.position);
  if (positions.length > 0) {
    await context.trx
      .updateTable('operation_steps')
      .set({ state: 'INTENT', outcome: null })
      .where('operation_id', '=', id)
      .where('position', 'in', positions)
      .execute();
  }
  return known(context, id);
}
