import { sql } from 'kysely';
import { closedOutcome } from '../closed-outcome.ts';
import { sealAnswer, sealOutcome } from './sealed.ts';
import type { OutcomeError, SendNote, StepAnswer, StepChange, StepRow } from '../operation-log.ts';
import { padded } from './slices.ts';
import { toldRows } from './told-rows.ts';
import type { Batch, WriteContext } from './write-context.ts';

/** Failed attempts that are told of, of a step. */
const FAILURES_KEPT = 20;

/** Notes that requests go out; answers the positions of those that were not closed meanwhile. */
export async function markSent(
  { together }: WriteContext,
  id: string,
  positions: readonly number[],
  { isAgain }: SendNote = { isAgain: false },
): Promise<readonly number[]> {
  return positions.length === 0 ? [] : together(markAll, { id, positions, isAgain });
}

interface SentSteps extends SendNote {
  readonly id: string;
  readonly positions: readonly number[];
}

const markAll: Batch<SentSteps, readonly number[]> = async ({ trx, at }, sent) => {
  const marked = new Map<string, number[]>(sent.map(({ id }) => [id, []]));
  const alike = Map.groupBy(sent, ({ positions, isAgain }) => `${positions.join()} ${isAgain}`);
  for (const same of alike.values()) {
    const [{ positions, isAgain } = { positions: [], isAgain: false }] = same;
    const rows = await trx
      .updateTable('operation_steps')
      .set(({ eb }) => ({
        state: 'SENT',
        sent_at: at,
        attempts: eb('attempts', '+', isAgain ? 0 : 1),
      }))
      .where('operation_id', 'in', padded(same.map(({ id }) => id)))
      .where('position', 'in', positions)
      .where('closed', 'is', null)
      .returning(['operation_id', 'position'])
      .execute();
    for (const row of rows) marked.get(row.operation_id)?.push(row.position);
  }
  return sent.map(({ id }) => marked.get(id) ?? []);
};

/** Notes what came of a step, and answers it as it is then; of one that was closed meanwhile only what its request came to. */
export async function changeStep(
  { together, cipher }: WriteContext,
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
  await together(changeAll, [
    id,
    position,
    state,
    sealOutcome(cipher, { id, position }, outcome),
    isOver ? 1 : 0,
    attempts,
    change.failures ? JSON.stringify(failures) : null,
  ]);
  return { ...step, state, outcome, attempts, failures, ...(isOver && { request: {} }) };
}

type ChangedRow = readonly [
  id: string,
  position: number,
  state: StepChange['state'],
  outcome: string | null,
  isOver: 0 | 1,
  attempts: number,
  failures: string | null,
];

/** What was sent holds a person's data, and is not needed any more where a step is over. */
const changeAll: Batch<ChangedRow, void> = async ({ trx }, changes) => {
  await sql`update operation_steps set state = told.column3, outcome = told.column4,
      request = case cast(told.column5 as integer) when 1 then '{}' else request end,
      live_account = case cast(told.column5 as integer) when 1 then null else live_account end,
      attempts = cast(told.column6 as integer),
      failures = coalesce(told.column7, failures)
    from ${toldRows(changes)} as told where ${IS_TOLD}`.execute(trx);
  return [];
};

/** Keeps a backend's acknowledgement. */
export async function keepAnswer(
  { together, cipher }: WriteContext,
  id: string,
  position: number,
  answer: StepAnswer,
): Promise<void> {
  await together(keepAll, [id, position, sealAnswer(cipher, { id, position }, answer)]);
}

const keepAll: Batch<readonly [string, number, string], void> = async ({ trx }, answers) => {
  await sql`update operation_steps set state = 'ANSWERED', answer = told.column3
    from ${toldRows(answers)} as told where ${IS_TOLD}`.execute(trx);
  return [];
};

const IS_TOLD = sql`operation_steps.operation_id = told.column1
  and operation_steps.position = cast(told.column2 as integer)`;

/** A request that was under way when its step was closed may be acknowledged; else there is no further one. */
function changeOfClosed(
  { backend, outcome: told }: StepRow,
  reason: OutcomeError,
  { position, state, outcome }: StepChange,
): StepChange {
  if (outcome.status === 'FAILED') {
    return {
      position,
      state,
      outcome: closedOutcome(reason, backend, outcome.account, false),
    };
  }
  return outcome.status === 'PENDING' && told
    ? { position, state, outcome: told }
    : { position, state, outcome };
}
