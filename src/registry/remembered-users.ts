import type { FindUsers } from './find.ts';
import { keyText, usersOf } from './match.ts';
import type { UserKey, UserRow } from './registry.ts';

/** Keys remembered at most; past it all are forgotten. */
const KEPT = 10_000;

/**
 * Finds users again without reading them again while nothing was committed, in this process or another: `version` tells
 * by another number. It is asked before the rows are read, so that these are never older.
 */
export function remembering(find: FindUsers, version: () => number): FindUsers {
  let known = new Map<string, readonly UserRow[]>();
  let knownAt = NaN;
  return async (keys) => {
    const now = version();
    if (now !== knownAt || known.size > KEPT) known = new Map();
    knownAt = now;
    return recalled(known, keys, find);
  };
}

async function recalled(
  known: Map<string, readonly UserRow[]>,
  keys: readonly UserKey[],
  find: FindUsers,
): Promise<readonly UserRow[]> {
  const unknown = keys.filter((key) => !known.has(keyText(key)));
  const rows = unknown.length === 0 ? [] : await find(unknown);
  for (const key of unknown) known.set(keyText(key), usersOf(rows, key));
  const users = new Map<string, UserRow>();
  for (const key of keys) {
    for (const user of known.get(keyText(key)) ?? []) users.set(user.id, user);
  }
  return [...users.values()];
}
