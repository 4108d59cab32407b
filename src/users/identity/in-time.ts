/**
 * Asks the registry on behalf of a request, for no longer than the request has time. Rejects with `FacetError`
 * REGISTRY_UNAVAILABLE when that has passed, and then does not ask at all.
 */
export type InTime = <T>(ask: () => Promise<T>) => Promise<T>;
