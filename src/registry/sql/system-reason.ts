import type { FailureReason } from '../failure.ts';

const REASONS: Readonly<Record<string, FailureReason>> = {
  EMFILE: 'too-many-files',
  ENFILE: 'too-many-files',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'not-allowed',
};

/** What kind of failure the system's own name for it tells. */
export function systemReason(error: Error): FailureReason | null {
  return 'code' in error ? (REASONS[String(error.code)] ?? null) : null;
}

/** An error and what caused it, and what caused that. */
export function* causesOf(failure: unknown): Iterable<Error> {
  for (let error = failure; error instanceof Error; error = error.cause) yield error;
}
