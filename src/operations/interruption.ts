import { FacetError, RegistryInterruption } from '#errors';

/**
 * Does what belongs to an operation that is written down: from then on it cannot be said that nothing was done.
 * @throws RegistryInterruption with the operation's id when the registry fails
 */
export async function withinOperation<T>(id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FacetError) || !REGISTRY_FAILED.has(error.code)) throw error;
    throw new RegistryInterruption(FINISHED_LATER, id, { cause: error });
  }
}

const REGISTRY_FAILED: ReadonlySet<string> = new Set([
  'REGISTRY_UNAVAILABLE',
  'REGISTRY_INTERRUPTED',
]);

const FINISHED_LATER =
  'The registry failed while this was being done. It is finished when the registry is back: ask `operation` ' +
  'with the id in `extensions.operation`, or send it again with the same key, to learn what it came to.';
