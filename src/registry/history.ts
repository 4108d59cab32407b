import type { Kysely } from 'kysely';
import type { AccountKey } from '../identity.ts';
import type { Tables } from './database.ts';
import { newHistoryId } from './ids.ts';
import type { Cause, HistoryRange, HistoryRow } from './registry.ts';

/** Whose link to which account changed, and with whom in a merge. */
export interface Change {
  readonly userId: string;
  readonly otherUserId?: string;
  readonly accountId: string;
  readonly account: AccountKey;
}

/** The history's row of a change at `at`. */
export function historyRow(
  { userId, otherUserId, accountId, account: { backend, scope, ref } }: Change,
  { kind, actor, evidence }: Cause,
  at: string,
): Tables['history'] {
  return {
    id: newHistoryId(),
    at,
    kind,
    user_id: userId,
    other_user_id: otherUserId ?? null,
    account_id: accountId,
    backend,
    scope,
    ref,
    actor,
    evidence,
  };
}

const ALL: HistoryRange = { limit: 1_000_000, direction: 'older', beyond: null };

/** In the range's order: newest first when `older`. */
export async function historyOf(
  db: Kysely<Tables>,
  userId: string,
  { limit, direction, beyond }: HistoryRange = ALL,
): Promise<readonly HistoryRow[]> {
  const ids = await idsOf(db, userId);
  const rows = await db
    .selectFrom('history')
    .selectAll()
    .where(({ eb, or }) => or([eb('user_id', 'in', ids), eb('other_user_id', 'in', ids)]))
    .$if(beyond !== null, (query) => query.where('id', direction === 'older' ? '<' : '>', beyond))
    .orderBy('id', direction === 'older' ? 'desc' : 'asc')
    .limit(limit)
    .execute();
  return rows.map(rowFrom);
}

/** In a statement of its own: PostgreSQL has an index for ids that it sees, and none for those it must find first. */
async function idsOf(db: Kysely<Tables>, userId: string): Promise<readonly string[]> {
  const merged = await db
    .selectFrom('users')
    .select('id')
    .where('merged_into', '=', userId)
    .execute();
  return [userId, ...merged.map(({ id }) => id)];
}

function rowFrom(row: Tables['history']): HistoryRow {
  const { id, at, kind, backend, scope, ref, actor, evidence } = row;
  const users = { userId: row.user_id, otherUserId: row.other_user_id };
  return { id, at, kind, ...users, account: { backend, scope, ref }, actor, evidence };
}
