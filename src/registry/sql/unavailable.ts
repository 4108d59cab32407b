import { ConfigError, FacetError, RegistryInterruption } from '#errors';
import { noteOften } from '#telemetry';
import { CommitFailure } from './commit.ts';

/** The database failed. */
export function registryUnavailable(cause: unknown): FacetError {
  const reason = codeOf(cause);
  noteOften('error', 'registry', `The registry fails (${reason}).`, { kind: { reason } });
  if (cause instanceof CommitFailure) return new RegistryInterruption(UNDECIDED, null, { cause });
  const message = `The registry is unavailable: ${NOTHING}`;
  return new FacetError('REGISTRY_UNAVAILABLE', message, { cause });
}

/** The database cannot be used at the start. `reason` is the database's own, and holds no secret. */
export function cannotOpen(cause: unknown, reason: string): ConfigError {
  const message =
    `The database that DATABASE_URL names cannot be used (${reason}). ` +
    'Let it be one that Facet can reach, read and write, and that no later version has used; or name another.';
  return new ConfigError(message, { cause });
}

/** The code that the system or the database gives, such as `SQLITE_FULL` or `57P03`; its message may quote values. */
function codeOf(error: unknown): string {
  const { code, errcode, cause } = Object(error) as Readonly<Record<string, unknown>>;
  if (typeof code === 'string' && code !== 'ERR_SQLITE_ERROR' && /^\w{1,40}$/.test(code))
    return code;
  if (typeof errcode === 'number') return `SQLite ${errcode}`;
  return cause === undefined ? 'unknown' : codeOf(cause);
}

/** A write is undone when it fails before its commit. */
const NOTHING = 'nothing was done. Try again later.';
/** As it may be the beginning of an operation, it may also be carried out later. */
const UNDECIDED =
  'The registry broke off while this was being recorded: nobody knows whether it is done, or will be. ' +
  'Send it again with the same idempotency key, or look before you repeat it.';
