import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './database.ts';
import { newOperationId } from './ids.ts';
import { operationOf, storedOperation, storedStep, textOf, withSteps } from './operation-rows.ts';
import type {
  Claim,
  Completion,
  Lease,
  NewOperation,
  OperationRow,
  SendNote,
  StepChange,
} from './operations.ts';
import type { WriteContext } from './write-context.ts';

export const leaseEnd = ({ lease }: Claim, at: string): string =>
  new Date(Date.parse(at) + lease.ms).toISOString();

export const isExpired = ({ state, dueAt }: OperationRow, at: string): boolean =>
  state === 'DONE' && dueAt <= at;

export async function hashKey({ trx }: WriteContext): Promise<string> {
  const stored = await trx.selectFrom('hash_keys').select('value').executeTakeFirst();
  if (stored) return stored.value;
  const value = randomBytes(32).toString('hex');
  await trx.insertInto('hash_keys').values({ id: 1, value }).execute();
  return value;
}

export async function findOne(db: Kysely<Tables>, id: string): Promise<OperationRow | null> {
  const row = await db.selectFrom('operations').selectAll().where('id', '=', id).executeTakeFirst();
  return operationOf(db, row);
}

export async function known({ trx }: WriteContext, id: string): Promise<OperationRow> {
  const operation = await findOne(trx, id);
  if (!operation) throw new Error('An operation under a lease is not there.');
  return operation;
}

export async function findByKey(
  db: Kysely<Tables>,
  { caller, mutation, key }: Pick<NewOperation, 'caller' | 'mutation' | 'key'>,
): Promise<OperationRow | null> {
  if (key === null) return null;
  const row = await db
    .selectFrom('operations')
    .selectAll()
    .where('caller', '=', caller)
    .where('mutation', '=', mutation)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  return operationOf(db, row);
}

export async function openOn(
  db: Kysely<Tables>,
  userId: string | null,
): Promise<readonly OperationRow[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('user_id', '=', userId)
    .where('state', 'in', ['RUNNING', 'WAITING'])
    .orderBy('sequence')
    .execute();
  return withSteps(db, rows);
}

/** The operations that are not `DONE` on the same user, or creating an account under an identifier that this one names. */
export async function openBeside(
  db: Kysely<Tables>,
  { userId, steps }: OperationRow,
): Promise<readonly OperationRow[]> {
  const named = steps.flatMap(({ write, held, state, account }) =>
    write === 'create' && held !== 'issued' && state !== 'DONE' ? (textOf(account) ?? []) : [],
  );
  if (named.length === 0) return userId === null ? [] : openOn(db, userId);
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('state', 'in', ['RUNNING', 'WAITING'])
    .where(({ or, eb, selectFrom }) => {
      // Counted, as PostgreSQL would look for what exists in the steps of all operations.
      const creations = selectFrom('operation_steps')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .whereRef('operation_id', '=', 'operations.id')
        .where('write', '=', 'create')
        .where('operation_steps.state', '!=', 'DONE')
        .where('account', 'in', named);
      return or([eb('user_id', '=', userId), eb(creations, '>', 0)]);
    })
    .orderBy('sequence')
    .execute();
  return withSteps(db, rows);
}

/** Notes that requests go out. */
export async function markSent(
  { trx, at }: WriteContext,
  id: string,
  positions: readonly number[],
  { isAgain }: SendNote = { isAgain: false },
): Promise<void> {
  if (positions.length === 0) return;
  await trx
    .updateTable('operation_steps')
    .set(({ eb }) => ({
      state: 'SENT',
      sent_at: at,
      attempts: eb('attempts', '+', isAgain ? 0 : 1),
    }))
    .where('operation_id', '=', id)
    .where('position', 'in', positions)
    .execute();
}

export async function setUser(
  { trx }: WriteContext,
  id: string,
  userId: string | null,
): Promise<void> {
  await trx.updateTable('operations').set({ user_id: userId }).where('id', '=', id).execute();
}

export async function insert(
  context: WriteContext,
  operation: NewOperation,
  lease: Lease,
): Promise<OperationRow> {
  const { trx, at } = context;
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
        due_at: leaseEnd({ id, lease }, at),
        created_at: at,
      }),
    )
    .execute();
  const steps = operation.steps.map((step, position) => storedStep(id, step, position));
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

export async function changeStep(
  { trx }: WriteContext,
  id: string,
  { position, state, outcome, attempts }: StepChange,
): Promise<void> {
  const isOver = state === 'DONE' && !outcome.resumable;
  await trx
    .updateTable('operation_steps')
    // What was sent holds a person's data, and is not needed any more.
    .set({
      state,
      outcome: textOf(outcome),
      ...(isOver && { request: '{}' }),
      ...(attempts !== undefined && { attempts }),
    })
    .where('operation_id', '=', id)
    .where('position', '=', position)
    .execute();
}

export async function end(
  { trx, at }: WriteContext,
  { id, mutation, sequence, waits }: OperationRow,
  { userId, state, dueAt }: Completion,
): Promise<void> {
  await trx
    .updateTable('operations')
    .set({
      user_id: userId,
      state,
      lease_owner: null,
      due_at: dueAt,
      waits: state === 'WAITING' ? waits + 1 : 0,
      finished_at: state === 'DONE' ? at : null,
      compared: state === 'DONE' && mutation === 'createUser' ? 0 : 1,
    })
    .where('id', '=', id)
    .execute();
  if (state === 'WAITING' || userId === null) return;
  // Younger ones may have waited for it.
  await trx
    .updateTable('operations')
    .set({ due_at: at })
    .where('user_id', '=', userId)
    .where('state', '=', 'WAITING')
    .where('sequence', '>', sequence)
    .where('due_at', '>', at)
    .execute();
}
