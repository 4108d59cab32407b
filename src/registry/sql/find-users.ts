import type { CompiledQuery } from 'kysely';
import type { FindQuery } from './find-query.ts';
import type { RowCipher } from '../row-cipher.ts';
import type { UserKey, UserRow } from '../registry.ts';
import { slices } from './slices.ts';
import { usersFrom } from './user-rows.ts';
import type { JoinedRow } from './user-rows.ts';

/** Finds users, each once; where it looks is bound in. */
export type FindUsers = (keys: readonly UserKey[]) => Promise<readonly UserRow[]>;

/** A key has up to three values, and padding may double them: SQLite binds 32,766 in a statement. */
const LARGEST = 4096;

export function finderOver(
  queryFor: FindQuery,
  select: (query: CompiledQuery<JoinedRow>) => Promise<readonly JoinedRow[]>,
  cipher: RowCipher,
): FindUsers {
  return async (keys) => {
    if (keys.length === 0) return [];
    if (keys.length <= LARGEST) return usersFrom(await select(queryFor(keys)), cipher);
    const users = new Map<string, UserRow>();
    for (const some of slices(keys, LARGEST)) {
      for (const user of usersFrom(await select(queryFor(some)), cipher)) users.set(user.id, user);
    }
    return [...users.values()];
  };
}
