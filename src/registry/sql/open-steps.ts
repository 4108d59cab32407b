import type { Kysely } from 'kysely';
import type { Backend } from '#schema';
import type { Tables } from './tables.ts';
import { withSteps } from './operation-rows.ts';
import { changeStep } from './step-writes.ts';
import type { RowCipher } from '../row-cipher.ts';
import type { StepOutcome, StepRow } from '../operation-log.ts';
import { slices } from './slices.ts';
import type { WriteContext } from './write-context.ts';

/** A step that has no last word yet, and the operation that it belongs to. */
export interface OpenStep {
  readonly operationId: string;
  readonly step: StepRow;
}

/** Operations that are read or changed in one statement. */
const AT_ONCE = 500;

/** The steps at these backends that are open, and those that are over and would be sent when their caller asks again. */
export async function openStepsAt(
  db: Kysely<Tables>,
  backends: readonly Backend[],
  cipher: RowCipher,
): Promise<readonly OpenStep[]> {
  if (backends.length === 0) return [];
  const open = await db
    .selectFrom('operation_steps')
    .select('operation_id as id')
    .distinct()
    .where('backend', 'in', backends)
    .where((step) =>
      step.or([step('state', '!=', 'DONE'), step('outcome', 'like', '%"resumable":true%')]),
    )
    .execute();
  const found: OpenStep[] = [];
  for (const some of slices(open, AT_ONCE)) {
    const ids = some.map(({ id }) => id);
    const rows = await db.selectFrom('operations').selectAll().where('id', 'in', ids).execute();
    for (const { id: operationId, steps } of await withSteps(db, rows, cipher)) {
      const at = steps.filter((step) => backends.includes(step.backend) && isLive(step));
      found.push(...at.map((step) => ({ operationId, step })));
    }
  }
  return found;
}

const isLive = ({ state, outcome }: StepRow): boolean =>
  state !== 'DONE' || outcome?.resumable === true;

/**
 * Gives steps their last word. Their operations are left for whoever takes them over next: what they have beside these
 * steps goes on, and a process that runs one of them has lost its lease.
 */
export async function endSteps(
  context: WriteContext,
  open: readonly OpenStep[],
  lastWord: (step: StepRow) => StepOutcome,
): Promise<void> {
  for (const { operationId, step } of open) {
    const { position } = step;
    const change = { position, state: 'DONE', outcome: lastWord(step) } as const;
    await changeStep(context, operationId, step, change);
  }
  const ids = [...new Set(open.map(({ operationId }) => operationId))];
  for (const some of slices(ids, AT_ONCE)) {
    await context.trx
      .updateTable('operations')
      .set({ state: 'WAITING', lease_owner: null, due_at: context.at })
      .where('id', 'in', some)
      .where('state', '!=', 'DONE')
      .execute();
  }
}
