import type { BackendAdapter, Identifiers } from '#backends';
import { InputError } from '#errors';
import type { UserKey } from '#registry';
import type { Backend, UserBy } from '#schema';

/**
 * A `UserBy` as a registry key, checked against its identifier's scheme.
 * @throws InputError with the path below the argument.
 */
export function userKeyFrom(by: UserBy, adapters: ReadonlyMap<Backend, BackendAdapter>): UserKey {
  if (by.id !== undefined) return { by: 'userId', id: by.id };
  for (const { identifiers } of adapters.values()) {
    const key = keyFrom(by, identifiers);
    if (key) return key;
  }
  throw new InputError('No backend has an identifier of that kind.', []);
}

function keyFrom(by: UserBy, identifiers: Identifiers): UserKey | null {
  for (const name of Object.keys(identifiers) as (keyof Identifiers)[]) {
    const key = keyBy(by, identifiers, name);
    if (key) return key;
  }
  return null;
}

function keyBy<K extends keyof Identifiers>(
  by: UserBy,
  identifiers: Identifiers,
  name: K,
): UserKey | null {
  const value = by[name];
  const parse = identifiers[name];
  if (value === undefined || value === null || !parse) return null;
  try {
    return parse(value);
  } catch (error) {
    throw error instanceof InputError ? error.within(name) : error;
  }
}
