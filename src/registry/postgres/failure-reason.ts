import { DatabaseError } from 'pg';
import type { FailureReason } from '../failure.ts';
import { causesOf, systemReason } from '../sql/system-reason.ts';
import { ConnectionFailure, ReadOnlyServer, isConflict, isReadOnly } from './error.ts';
import { TurnTimeout } from './turns.ts';

/** By code or class: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REASONS: readonly (readonly [codes: RegExp, reason: FailureReason])[] = [
  [/^53100/, 'disk-full'],
  [/^53300/, 'too-many-connections'],
  [/^(55P03)/, 'locked'],
  [/^57014/, 'timed-out'],
  [/^(57P|08|XX)/, 'connection-lost'],
  [/^(28|42501)/, 'not-allowed'],
  [/^58/, 'disk-error'],
  [/^53/, 'busy'],
];

/** What kind of failure of PostgreSQL this is. */
export function reasonOf(failure: unknown): FailureReason {
  const causes = [...causesOf(failure)];
  for (const error of causes) {
    if (error instanceof ReadOnlyServer || isReadOnly(error)) return 'read-only';
    if (error instanceof TurnTimeout || isConflict(error)) return 'busy';
    const reason = error instanceof DatabaseError ? byCode(error) : systemReason(error);
    if (reason) return reason;
  }
  return causes.some((error) => error instanceof ConnectionFailure) ? 'connection-lost' : 'other';
}

const byCode = ({ code = '' }: DatabaseError): FailureReason | null =>
  REASONS.find(([codes]) => codes.test(code))?.[1] ?? null;
