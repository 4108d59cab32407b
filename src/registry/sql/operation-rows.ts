import type { Kysely, Selectable } from 'kysely';
import { NO_PARTS, parseJson } from '#normalise';
import type { Tables } from './tables.ts';
import type { RowCipher } from '../row-cipher.ts';
import { openAnswer, openOutcome, openRequest, sealOutcome, sealRequest } from './sealed.ts';
import type { StepPlace } from './sealed.ts';
import type { NewOperation, NewStep, OperationRow, StepRow } from '../operation-log.ts';
import { padded } from './slices.ts';

type StoredOperation = Selectable<Tables['operations']>;
type StoredStep = Selectable<Tables['operation_steps']>;

/** The steps of operations that were selected, put to them. */
export async function withSteps(
  db: Kysely<Tables>,
  rows: readonly StoredOperation[],
  cipher: RowCipher,
): Promise<readonly OperationRow[]> {
  if (rows.length === 0) return [];
  const steps = await db
    .selectFrom('operation_steps')
    .selectAll()
    .where('operation_id', 'in', padded(rows.map(({ id }) => id)))
    .orderBy('position')
    .execute();
  const byOperation = Map.groupBy(steps, ({ operation_id: id }) => id);
  return rows.map((row) => operationFrom(row, byOperation.get(row.id) ?? [], cipher));
}

export async function operationOf(
  db: Kysely<Tables>,
  row: StoredOperation | undefined,
  cipher: RowCipher,
): Promise<OperationRow | null> {
  if (!row) return null;
  const [operation = null] = await withSteps(db, [row], cipher);
  return operation;
}

function operationFrom(
  row: StoredOperation,
  steps: readonly StoredStep[],
  cipher: RowCipher,
): OperationRow {
  return {
    id: row.id,
    sequence: row.sequence,
    caller: row.caller,
    mutation: row.mutation,
    key: row.idempotency_key,
    fingerprint: row.fingerprint,
    userId: row.user_id,
    state: row.state,
    dueAt: row.due_at,
    waits: row.waits,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    keepMs: row.keep_seconds * 1000,
    note: parsed(row.operator_note),
    steps: steps.map((step) => stepFrom(step, cipher)),
  };
}

const stepFrom = (row: StoredStep, cipher: RowCipher): StepRow => ({
  position: row.position,
  backend: row.backend,
  write: row.write,
  state: row.state,
  request: openRequest(cipher, placeOf(row), row.request),
  needsSecret: row.needs_secret !== 0,
  account: parsed(row.account),
  deferred: row.held,
  owner: parsed(row.owner),
  follows: row.follows,
  parts: parsed(row.parts) ?? NO_PARTS,
  attempts: row.attempts,
  sentAt: row.sent_at,
  answer: openAnswer(cipher, placeOf(row), row.answer),
  outcome: openOutcome(cipher, placeOf(row), row.outcome),
  fields: parsed(row.fields),
  closed: parsed(row.closed),
  failures: parsed(row.failures) ?? [],
});

const placeOf = ({ operation_id: id, position }: StoredStep): StepPlace => ({ id, position });

/** We wrote it ourselves, from a value of that type; its numbers keep their digits. */
export function parsed<T>(text: string | null): T | null {
  return text === null ? null : (parseJson(text) as T);
}

export const textOf = (value: object | null): string | null => value && JSON.stringify(value);

export function storedOperation(
  operation: NewOperation,
  own: Pick<StoredOperation, 'id' | 'sequence' | 'lease_owner' | 'due_at' | 'created_at'>,
): StoredOperation {
  const { caller, mutation, key, fingerprint, userId } = operation;
  return {
    ...own,
    caller,
    mutation,
    idempotency_key: key,
    fingerprint,
    user_id: userId,
    state: 'RUNNING',
    waits: 0,
    finished_at: null,
    compared: 1,
    keep_seconds: Math.ceil(operation.keepMs / 1000),
    operator_note: null,
  };
}

export const storedStep = (
  { id, position }: StepPlace,
  step: NewStep,
  cipher: RowCipher,
): StoredStep => ({
  operation_id: id,
  position,
  backend: step.backend,
  write: step.write,
  state: step.state,
  request: sealRequest(cipher, { id, position }, step.request),
  needs_secret: step.needsSecret ? 1 : 0,
  account: textOf(step.account),
  held: step.deferred,
  owner: textOf(step.owner),
  follows: step.follows,
  parts: textOf(step.parts),
  attempts: 0,
  sent_at: null,
  answer: null,
  outcome: sealOutcome(cipher, { id, position }, step.outcome),
  live_account: step.state === 'DONE' ? null : textOf(step.account),
  fields: textOf(step.fields),
  closed: null,
  failures: null,
});
