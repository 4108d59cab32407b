import type { FindUsers } from './find-users.ts';
import { keyText, usersOf } from '../match.ts';
import type { UserKey, UserRow } from '../registry.ts';

/** Keys remembered at most; past it all are forgotten. */
const KEPT = 10_000;

/**
 * Finds users again without reading them again while nothing was committed, in this process or another: `version` tells
 * by another number. It is asked before the rows are read, so that these are never older.
 */
export function remember(find: FindUsers, version: () => number): FindUsers {
  let known = new Map<string, readonly UserRow[]>();
  let knownAt = NaN;
  return (keys) => {
    const now = version();
    if (now !== knownAt || known.size > KEPT) known = new Map();
    knownAt = now;
    const asked = keys.map((key) => ({ key, text: keyText(key) }));
    return recalled(known, asked, find);
  };
}

async function recalled(
  known: Map<string, readonly UserRow[]>,
  asked: readonly { readonly key: UserKey; readonly text: string }[],
  find: FindUsers,
): Promise<readonly UserRow[]> {
  const unknown = asked.filter(({ text }) => !known.has(text));
  const rows = unknown.length === 0 ? [] : await find(unknown.map(({ key }) => key));
  for (const { key, text } of unknown) known.set(text, usersOf(rows, key));
  const users = new Map<string, UserRow>();
  for (const { text } of asked) {
    for (const user of known.get(text) ?? []) users.set(user.id, user);
  }
  return [...users.values()];
}
