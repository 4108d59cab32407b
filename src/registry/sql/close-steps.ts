import { closedOutcome } from '../closed-outcome.ts';
import { audit, operationRecord } from './audit-rows.ts';
import { known } from './operation-writes.ts';
import { NO_PARTS } from '#normalise';
import { liveOn } from './live-steps.ts';
import { openRequest, sealOutcome, sealRequest } from './sealed.ts';
import { parsed, textOf } from './operation-rows.ts';
import type { LiveStep, OperationRow, OutcomeError, StepRow } from '../operation-log.ts';
import { withoutKeys } from './superseded-parts.ts';
import type { WriteContext } from './write-context.ts';

/** As in `LinkScope.supersede`. */
export async function supersede(
  context: WriteContext,
  { id, sequence }: OperationRow,
  { account, fields }: StepRow,
  reason: OutcomeError,
): Promise<void> {
  const key = textOf(account);
  if (key === null || fields === null) return;
  const gone = new Set(fields);
  const older = (await liveOn(context, [key])).filter(
    ({ operation, closed }) => operation.id !== id && operation.sequence < sequence && !closed,
  );
  const over: LiveStep[] = [];
  for (const step of older) {
    const left = step.fields?.filter((field) => !gone.has(field));
    // Of a creation, and of what an earlier version noted, it is not known what would be left.
    if (!left || left.length === step.fields?.length) continue;
    // Nobody could tell its caller that the secret alone is wanted.
    if (left.length === 0 || step.needsSecret) over.push(step);
    else await reduce(context, step, left, reason);
  }
  await closeSteps(context, over, reason);
}

async function reduce(
  { trx, cipher }: WriteContext,
  { operation, position, fields }: LiveStep,
  left: readonly string[],
  { message }: OutcomeError,
): Promise<void> {
  const step = trx
    .updateTable('operation_steps')
    .where('operation_id', '=', operation.id)
    .where('position', '=', position);
  const { request, parts } = await trx
    .selectFrom('operation_steps')
    .select(['request', 'parts'])
    .where('operation_id', '=', operation.id)
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  const gone = fields?.filter((field) => !left.includes(field)) ?? [];
  const kept = Object.entries(openRequest(cipher, { id: operation.id, position }, request)).filter(
    ([name]) => !gone.includes(name),
  );
  const told = withoutKeys(parsed<StepRow['parts']>(parts) ?? NO_PARTS, gone, message);
  await step
    .set({
      request: sealRequest(cipher, { id: operation.id, position }, Object.fromEntries(kept)),
      fields: JSON.stringify(left),
      parts: textOf(told),
    })
    .execute();
}

/**
 * Says the last word of steps that are not to be sent any more, whoever runs their operations. One that was sent stays
 * `SENT` until its request is over: what comes after it on the account waits for that. One that was answered is not
 * touched: it was done.
 */
export async function closeSteps(
  context: WriteContext,
  steps: readonly LiveStep[],
  reason: OutcomeError,
): Promise<void> {
  const { trx } = context;
  const closable = steps.filter(({ state }) => state !== 'ANSWERED');
  for (const { operation, position, state, backend, write, account } of closable) {
    const isSent = state === 'SENT';
    const about = write === 'create' ? null : account;
    const outcome = closedOutcome(reason, backend, about, isSent);
    await trx
      .updateTable('operation_steps')
      .set({
        closed: textOf(reason),
        outcome: sealOutcome(context.cipher, { id: operation.id, position }, outcome),
        ...(!isSent && { state: 'DONE', request: '{}', live_account: null }),
      })
      .where('operation_id', '=', operation.id)
      .where('position', '=', position)
      .execute();
  }
  await wakeOrFinish(context, [...new Set(closable.map(({ operation }) => operation.id))]);
}

/** Of those that nobody runs: what has nothing left to send is done, and what waits for a request to be over goes on. */
async function wakeOrFinish(context: WriteContext, operationIds: readonly string[]): Promise<void> {
  const { trx, at } = context;
  for (const id of operationIds) {
    const open = await trx
      .selectFrom('operation_steps')
      .select('position')
      .where('operation_id', '=', id)
      .where('state', '!=', 'DONE')
      .executeTakeFirst();
    const operation = await trx
      .selectFrom('operations')
      .select(['keep_seconds', 'mutation'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const dueAt = new Date(Date.parse(at) + operation.keep_seconds * 1000).toISOString();
    const changed = await trx
      .updateTable('operations')
      .set(
        open
          ? { due_at: at }
          : {
              state: 'DONE',
              finished_at: at,
              due_at: dueAt,
              compared: operation.mutation === 'createUser' ? 0 : 1,
            },
      )
      .where('id', '=', id)
      .where('state', '=', 'WAITING')
      .returning('state')
      .executeTakeFirst();
    if (changed?.state === 'DONE')
      await audit(context, [operationRecord(await known(context, id))]);
  }
}
