import { sql } from 'kysely';
import { liveOn } from './live-steps.ts';
import { textOf } from './operation-rows.ts';
import type { Completion, OperationRow, StepRow } from '../operation-log.ts';
import { padded } from './slices.ts';
import { toldRows } from './told-rows.ts';
import type { Batch, WriteContext } from './write-context.ts';

/** Ends a run, gives its lease back and wakes what waited for it; answers the operation as it is then. */
export async function end(
  context: WriteContext,
  operation: OperationRow,
  completion: Completion,
): Promise<OperationRow> {
  const { at, together } = context;
  const { id, mutation } = operation;
  const { userId, state, dueAt } = completion;
  const waits = state === 'WAITING' ? completion.waits : 0;
  const finishedAt = state === 'DONE' ? at : null;
  await together(endAll, [
    id,
    userId,
    state,
    dueAt,
    waits,
    finishedAt,
    state === 'DONE' && mutation === 'createUser' ? 0 : 1,
  ]);
  await wake(context, operation, completion);
  const note = completion.note ? { ...completion.note, at } : operation.note;
  if (note !== operation.note) await keepNote(context, id, note);
  return { ...operation, userId, state, dueAt, waits, finishedAt, note };
}

async function keepNote(
  { trx }: WriteContext,
  id: string,
  note: OperationRow['note'],
): Promise<void> {
  const text = textOf(note);
  await trx.updateTable('operations').set({ operator_note: text }).where('id', '=', id).execute();
}

type EndedRow = readonly [
  id: string,
  userId: string | null,
  state: Completion['state'],
  dueAt: string,
  waits: number,
  finishedAt: string | null,
  compared: 0 | 1,
];

const endAll: Batch<EndedRow, void> = async ({ trx }, ended) => {
  await sql`update operations set user_id = told.column2, state = told.column3, lease_owner = null,
      due_at = told.column4, waits = cast(told.column5 as integer), finished_at = told.column6,
      compared = cast(told.column7 as integer)
    from ${toldRows(ended)} as told where operations.id = told.column1`.execute(trx);
  return [];
};

/**
 * Others may have waited for this one: younger ones on its accounts for its run to end, older ones for a step to be
 * over, and whatever creates accounts of the same person.
 */
async function wake(
  context: WriteContext,
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
  const beside = await liveOn(context, [...accounts.keys()]);
  const waiting = beside.filter(
    (other) =>
      other.operation.state === 'WAITING' &&
      (other.operation.sequence > operation.sequence || accounts.get(textOf(other.account) ?? '')),
  );
  const ids = new Set(waiting.map((other) => other.operation.id));
  if (state === 'DONE' && userId !== null) {
    for (const id of await context.together(allWaitingOn, userId)) ids.add(id);
  }
  ids.delete(operation.id);
  if (ids.size > 0) await context.together(wakeAll, [...ids]);
}

const allWaitingOn: Batch<string, readonly string[]> = async ({ trx }, userIds) => {
  const rows = await trx
    .selectFrom('operations')
    .select(['id', 'user_id'])
    .where('user_id', 'in', padded(userIds))
    .where('state', '=', 'WAITING')
    .execute();
  return userIds.map((userId) => rows.filter((row) => row.user_id === userId).map(({ id }) => id));
};

const wakeAll: Batch<readonly string[], void> = async ({ trx, at }, ids) => {
  await trx
    .updateTable('operations')
    .set({ due_at: at })
    .where('id', 'in', padded(ids.flat()))
    .where('due_at', '>', at)
    // One that is run keeps its lease's end.
    .where('state', '=', 'WAITING')
    .execute();
  return [];
};
