import { FacetError } from '../errors.ts';
import { CommitFailure } from './commit.ts';

/** The database failed. `reason` is the database's own, and holds no input. */
export function registryUnavailable(cause: unknown, reason?: string): FacetError {
  const because = reason === undefined ? '' : ` (${reason})`;
  const message =
    cause instanceof CommitFailure
      ? UNDECIDED
      : `The registry is unavailable${because}: ${NOTHING}`;
  return new FacetError('REGISTRY_UNAVAILABLE', message, { cause });
}

/** A write is undone when it fails before its commit. */
const NOTHING = 'nothing was done. Try again later.';
/** As it may be the beginning of an operation, it may also be carried out later. */
const UNDECIDED =
  'The registry broke off while this was being recorded: nobody knows whether it is done, or will be. ' +
  'Send it again with the same idempotency key, or look before you repeat it.';
