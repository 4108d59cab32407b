import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import type { FindUsers } from './find-users.ts';
import type { UserRow } from '../registry.ts';

/** So many people are recognised at most. */
const KNOWN = 10_000;

/**
 * Finds a person of whom nothing has changed as the very object that was found before, as long as anybody has use for it:
 * what others have made of it holds as long as it does. Nobody is kept by this alone.
 */
export function sameRows(find: FindUsers): FindUsers {
  const known = new LRUCache<string, WeakRef<UserRow>>({ max: KNOWN });
  const sameAs = (row: UserRow): UserRow => {
    const before = known.get(row.id)?.deref();
    if (before && isDeepStrictEqual(before, row)) return before;
    known.set(row.id, new WeakRef(row));
    return row;
  };
  return async (keys) => (await find(keys)).map(sameAs);
}
