import type { MutationName, OperationRow } from '#registry';
import { metrics, noteOften } from '#telemetry';

/** Tells the log what a run of an operation left undone, by the operation's id: whoever asks for it learns the rest. */
export function noteOutcomes(
  before: OperationRow,
  { id, mutation, steps }: OperationRow,
  request: string | null,
): void {
  for (const { position, backend, outcome } of steps) {
    if (!outcome || outcome.status === before.steps[position]?.outcome?.status) continue;
    const { status, error } = outcome;
    metrics.wrote(backend, mutation, status);
    const kind = { backend, mutation, status, code: error?.code ?? null };
    const latest = { operation: id, ...(request !== null && { request }) };
    const frequent = { kind, latest, mostLines: MOST_LINES };
    if (status === 'UNKNOWN') noteOften('error', 'write-unknown', UNKNOWN, frequent);
    if (status === 'PENDING') noteOften('warn', 'write-pending', PENDING, frequent);
    if (status === 'FAILED') noteOften('warn', 'write-failed', FAILED, frequent);
  }
}

/** A mutation that sent nothing: its caller has to change the input. */
export function noteRefusal(
  mutation: MutationName,
  { errors }: { readonly errors: readonly { readonly code: string }[] },
): void {
  const kind = { mutation, code: errors[0]?.code ?? null };
  noteOften('info', 'mutation-refused', 'A mutation was refused, and nothing was sent.', { kind });
}

/** Of one kind in a minute. */
const MOST_LINES = 60;

const UNKNOWN = 'Nobody knows whether a write took effect: look at the backend.';
const PENDING = 'A write is not done yet: it is tried again.';
const FAILED = 'A write failed.';
