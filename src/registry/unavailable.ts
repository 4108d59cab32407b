import { FacetError } from '../errors.ts';

/** The database failed; a write is undone then. `reason` is the database's own, and holds no input. */
export function registryUnavailable(cause: unknown, reason?: string): FacetError {
  const because = reason === undefined ? '' : ` (${reason})`;
  const message = `The registry is unavailable${because}: nothing was done. Try again later.`;
  return new FacetError('REGISTRY_UNAVAILABLE', message, { cause });
}
