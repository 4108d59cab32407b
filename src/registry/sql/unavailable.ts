import { ConfigError, FacetError, RegistryInterruption } from '#errors';
import { CommitFailure } from './commit.ts';

/** The database failed. */
export function registryUnavailable(cause: unknown): FacetError {
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

/** A write is undone when it fails before its commit. */
const NOTHING = 'nothing was done. Try again later.';
/** As it may be the beginning of an operation, it may also be carried out later. */
const UNDECIDED =
  'The registry broke off while this was being recorded: nobody knows whether it is done, or will be. ' +
  'Send it again with the same idempotency key, or look before you repeat it.';
