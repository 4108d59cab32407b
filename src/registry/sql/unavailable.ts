import { ConfigError, RegistryInterruption } from '#errors';
import type { FacetError } from '#errors';
import { noteOften } from '#telemetry';
import { FAILURES, RegistryUnavailable } from '../failure.ts';
import type { FailureReason } from '../failure.ts';
import { CommitFailure } from './commit.ts';

/** Tells the log that the database failed, each kind of it once a minute. */
export function noteFailure(cause: unknown, reason: FailureReason): void {
  noteOften('error', 'registry', FAILURES[reason], { kind: { reason, code: codeOf(cause) } });
}

/** The database failed. */
export function registryUnavailable(cause: unknown, reason: FailureReason): FacetError {
  noteFailure(cause, reason);
  if (cause instanceof CommitFailure) return new RegistryInterruption(UNDECIDED, null, { cause });
  return new RegistryUnavailable(reason, { cause });
}

/** The database cannot be used at the start. `reason` is the database's own, and holds no secret. */
export function cannotOpen(cause: unknown, reason: string): ConfigError {
  const message =
    `The database that DATABASE_URL names cannot be used (${reason}). ` +
    'Let it be one that Facet can reach, read and write, and that no later version has used; or name another.';
  return new ConfigError(message, { cause });
}

/** The code that the system or the database gives, such as `SQLITE_FULL` or `57P03`; its message may quote values. */
function codeOf(error: unknown): string | null {
  const { code, errcode, cause } = Object(error) as Readonly<Record<string, unknown>>;
  if (typeof code === 'string' && code !== 'ERR_SQLITE_ERROR' && /^\w{1,40}$/.test(code))
    return code;
  if (typeof errcode === 'number') return `SQLite ${errcode}`;
  return cause === undefined ? null : codeOf(cause);
}

/** As it may be the beginning of an operation, it may also be carried out later. */
const UNDECIDED =
  'The registry broke off while this was being recorded: nobody knows whether it is done, or will be. ' +
  'Send it again with the same idempotency key, or look before you repeat it.';
