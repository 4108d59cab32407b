import type { AccountKey } from '#normalise';
import type { ErrorCode } from '#schema';
import { closedOutcome, ERASED } from '../closed-outcome.ts';
import type { OperationRow, StepOutcome, StepRow } from '../operation-log.ts';
import { audit, operationRecord } from './audit-rows.ts';
import { personOperations } from './person-operations.ts';
import { sealOutcome } from './sealed.ts';
import type { WriteContext } from './write-context.ts';

/**
 * Forgets what writes of a person were asked and answered with. Those that are not done are not done any more: whoever runs
 * one has lost the lease, and writes nothing of it any more. `exceptId`: the erasure itself, of which nothing is cancelled.
 */
export async function forgetOperations(
  context: WriteContext,
  ids: readonly string[],
  accounts: readonly AccountKey[],
  exceptId: string,
): Promise<{ readonly forgotten: number; readonly cancelled: readonly string[] }> {
  const operations = await personOperations(context.trx, ids, accounts, context.cipher);
  const cancelled: OperationRow[] = [];
  for (const operation of operations) {
    const isOwn = operation.id === exceptId;
    const steps = operation.steps.map((step) => ({ ...step, outcome: lastWordOf(step) }));
    for (const step of steps) await forgetStep(context, operation, step, isOwn);
    if (isOwn) continue;
    await finish(context, operation);
    const forgotten = { ...operation, steps: steps.map(withoutAccount) };
    if (operation.state !== 'DONE') cancelled.push(forgotten);
  }
  await audit(context, cancelled.map(operationRecord));
  const others = operations.filter(({ id }) => id !== exceptId);
  return { forgotten: others.length, cancelled: cancelled.map(({ id }) => id) };
}

/** What it came to, without what a backend said of it. */
function lastWordOf({ state, outcome, backend }: StepRow): StepOutcome {
  if (state !== 'DONE') {
    return closedOutcome(ERASED, backend, null, state === 'SENT' || state === 'ANSWERED');
  }
  const error = outcome?.error && { ...ERASED, code: outcome.error.code satisfies ErrorCode };
  return { status: outcome?.status ?? 'FAILED', account: null, error: error ?? null };
}

const withoutAccount = (step: StepRow): StepRow => ({ ...step, account: null, answer: null });

async function forgetStep(
  { trx, cipher }: WriteContext,
  { id }: OperationRow,
  { position, outcome }: StepRow,
  isOwn: boolean,
): Promise<void> {
  await trx
    .updateTable('operation_steps')
    .set({
      request: '{}',
      account: null,
      live_account: null,
      owner: null,
      answer: null,
      fields: null,
      parts: null,
      closed: null,
      ...(!isOwn && { state: 'DONE', outcome: sealOutcome(cipher, { id, position }, outcome) }),
    })
    .where('operation_id', '=', id)
    .where('position', '=', position)
    .execute();
}

/** Its key goes, too: a caller may have made it of whom it is about. So do an operator's words. */
async function finish(
  { trx, at }: WriteContext,
  { id, state, keepMs }: OperationRow,
): Promise<void> {
  const dueAt = new Date(Date.parse(at) + keepMs).toISOString();
  await trx
    .updateTable('operations')
    .set({
      idempotency_key: null,
      operator_note: null,
      compared: 1,
      ...(state !== 'DONE' && {
        state: 'DONE',
        lease_owner: null,
        finished_at: at,
        due_at: dueAt,
        waits: 0,
      }),
    })
    .where('id', '=', id)
    .execute();
}
