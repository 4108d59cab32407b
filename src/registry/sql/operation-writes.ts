import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import { closedOutcome } from './close-steps.ts';
import { newOperationId } from '../ids.ts';
import { operationOf, storedOperation, storedStep, textOf, withSteps } from './operation-rows.ts';
import type {
  Completion,
  Lease,
  NewOperation,
  OperationRow,
  OutcomeError,
  SendNote,
  StepChange,
  StepRow,
} from '../operation-log.ts';
import type { WriteContext } from './write-context.ts';

export const leaseEnd = ({ ms }: Lease, at: string): string =>
  new Date(Date.parse(at) + ms).toISOString();

/** Failed attempts that are told of, of a step. */
const FAILURES_KEPT = 20;

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
  userIds: readonly string[],
): Promise<readonly OperationRow[]> {
  if (userIds.length === 0) return [];
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .where('user_id', 'in', userIds)
    .where('state', 'in', ['RUNNING', 'WAITING'])
    .orderBy('sequence')
    .execute();
  return withSteps(db, rows);
}

/** Notes that requests go out; answers the positions of those that were not closed meanwhile. */
export async function markSent(
  { trx, at }: WriteContext,
  id: string,
  positions: readonly number[],
  { isAgain }: SendNote = { isAgain: false },
): Promise<readonly number[]> {
  if (positions.length === 0) return [];
  const marked = await trx
    .updateTable('operation_steps')
    .set(({ eb }) => ({
      state: 'SENT',
      sent_at: at,
      attempts: eb('attempts', '+', isAgain ? 0 : 1),
    }))
    .where('operation_id', '=', id)
    .where('position', 'in', positions)
    .where('closed', 'is', null)
    .returning('position')
    .execute();
  return marked.map(({ position }) => position);
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
        due_at: leaseEnd(lease, at),
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

/** Notes what came of a step, and answers it as it is then; of one that was closed meanwhile only what its request came to. */
export async function changeStep(
  { trx }: WriteContext,
  id: string,
  step: StepRow,
  change: StepChange,
): Promise<StepRow> {
  const { position } = change;
  if (step.closed && step.state === 'DONE') return step;
  const { state, outcome } = step.closed ? changeOfClosed(step, step.closed, change) : change;
  const isOver = state === 'DONE' && !outcome.resumable;
  const attempts = change.attempts ?? step.attempts;
  const failures = [...step.failures, ...(change.failures ?? [])].slice(-FAILURES_KEPT);
  await trx
    .updateTable('operation_steps')
    // What was sent holds a person's data, and is not needed any more.
    .set({
      state,
      outcome: textOf(outcome),
      ...(isOver && { request: '{}', live_account: null }),
      attempts,
      ...(change.failures && { failures: JSON.stringify(failures) }),
    })
    .where('operation_id', '=', id)
    .where('position', '=', position)
    .execute();
  return { ...step, state, outcome, attempts, failures, ...(isOver && { request: {} }) };
}

/** A request that was under way when its step was closed may be acknowledged; else there is no further one. */
function changeOfClosed(
  { backend, outcome: told }: StepRow,
  reason: OutcomeError,
  { position, state, outcome }: StepChange,
): StepChange {
  if (outcome.status === 'FAILED') {
    return { position, state, outcome: closedOutcome(reason, backend, outcome.account, false) };
  }
  return outcome.status === 'PENDING' && told
    ? { position, state, outcome: told }
    : { position, state, outcome };
}

/** Ends a drive; answers the operation as it is then. `steps` are those that `completion` changes, changed. */
export async function end(
  context: WriteContext,
  operation: OperationRow,
  completion: Completion,
): Promise<OperationRow> {
  const { trx, at } = context;
  const { id, mutation } = operation;
  const { userId, state, dueAt } = completion;
  const waits = state === 'WAITING' ? completion.waits : 0;
  const finishedAt = state === 'DONE' ? at : null;
  await trx
    .updateTable('operations')
    .set({
      user_id: userId,
      state,
      lease_owner: null,
      due_at: dueAt,
      waits,
      finished_at: finishedAt,
      compared: state === 'DONE' && mutation === 'createUser' ? 0 : 1,
    })
    .where('id', '=', id)
    .execute();
  await wake(context, operation, completion);
  return { ...operation, userId, state, dueAt, waits, finishedAt };
}

/**
 * Others may have waited for this one: younger ones on its accounts for its drive to end, older ones for a step to be
 * over, and whatever creates accounts of the same person.
 */
async function wake(
  { trx, at, live }: WriteContext,
  operation: OperationRow,
  { userId, state, steps: changes }: Completion,
): Promise<void> {
  const isOver = (step: StepRow): boolean =>
    state === 'DONE' ||
    changes.some((change) => change.position === step.position && change.state === 'DONE');
  const accounts = new Map(
    operation.steps.flatMap((step) => {
      const key = textOf(step.account);
      return key === null ? [] : [[key, isOver(step)] as const];
    }),
  );
  const beside = await live([...accounts.keys()]);
  const waiting = beside.filter(
    (other) =>
      other.operation.state === 'WAITING' &&
      (other.operation.sequence > operation.sequence || accounts.get(textOf(other.account) ?? '')),
  );
  const ids = new Set(waiting.map((other) => other.operation.id));
  if (state === 'DONE' && userId !== null) {
    for (const id of await waitingOn(trx, userId)) ids.add(id);
  }
  ids.delete(operation.id);
  if (ids.size === 0) return;
  await trx
    .updateTable('operations')
    .set({ due_at: at })
    .where('id', 'in', [...ids])
    .where('due_at', '>', at)
    .execute();
}

async function waitingOn(db: Kysely<Tables>, userId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('operations')
    .select('id')
    .where('user_id', '=', userId)
    .where('state', '=', 'WAITING')
    .execute();
  return rows.map(({ id }) => id);
}
