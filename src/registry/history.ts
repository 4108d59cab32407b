import type { Kysely } from 'kysely';
import type { AccountKey } from '../identity.ts';
import type { Tables } from './database.ts';
import { newHistoryId } from './ids.ts';
import type { Cause, HistoryRow } from './registry.ts';

/** Whose link to which account changed. */
export interface Change {
  readonly userId: string;
  readonly accountId: string;
  readonly account: AccountKey;
}

/** The history's row of a change at `at`. */
export function historyRow(
  { userId, accountId, account: { backend, scope, ref } }: Change,
  { kind, actor, evidence }: Cause,
  at: string,
): Tables['history'] {
  const key = { backend, scope, ref };
  return {
    id: newHistoryId(),
    at,
    kind,
    user_id: userId,
    account_id: accountId,
    ...key,
    actor,
    evidence,
  };
}

/** Newest first. */
export async function historyOf(
  db: Kysely<Tables>,
  userId: string,
): Promise<readonly HistoryRow[]> {
  const rows = await db
    .selectFrom('history')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, at, kind, backend, scope, ref, actor, evidence }) => {
    return { id, at, kind, userId, account: { backend, scope, ref }, actor, evidence };
  });
}
