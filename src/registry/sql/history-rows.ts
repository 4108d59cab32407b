import type { Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { AccountKey } from '#normalise';
import type { Tables } from './tables.ts';
import { newHistoryId } from '../ids.ts';
import type { Cause, HistoryRange, HistoryRow } from '../registry.ts';
import { slices } from './slices.ts';

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

/** People in one statement: each is a few bound values, with those who were merged into them. */
const PEOPLE = 500;

/** Each person's own, in the range's order: newest first when `older`. */
export async function historiesOf(
  db: Kysely<Tables>,
  userIds: readonly string[],
  range: HistoryRange = ALL,
): Promise<ReadonlyMap<string, readonly HistoryRow[]>> {
  const histories = new Map(userIds.map((id) => [id, new Array<HistoryRow>()]));
  for (const some of slices(userIds, PEOPLE)) {
    for (const row of await rowsOf(db, await membersOf(db, some), range)) {
      histories.get(row.owner)?.push(rowFrom(row));
    }
  }
  return histories;
}

/** One of the users who are a person. */
interface Member {
  readonly owner: string;
  readonly id: string;
}

/** In a statement of its own: PostgreSQL has an index for ids that it sees, and none for those it must find first. */
async function membersOf(
  db: Kysely<Tables>,
  userIds: readonly string[],
): Promise<readonly Member[]> {
  const merged = await db
    .selectFrom('users')
    .select(['merged_into', 'id'])
    .where('merged_into', 'in', userIds)
    .execute();
  const former = merged.flatMap(({ merged_into: owner, id }) => (owner ? [{ owner, id }] : []));
  return [...userIds.map((id) => ({ owner: id, id })), ...former];
}

type OwnedRow = Tables['history'] & Pick<Member, 'owner'>;

async function rowsOf(
  db: Kysely<Tables>,
  members: readonly Member[],
  { limit, direction, beyond, scopes }: HistoryRange,
): Promise<readonly OwnedRow[]> {
  const order = direction === 'older' ? sql`desc` : sql`asc`;
  const values = sql.join(members.map(({ owner, id }) => sql`(${owner}, ${id})`));
  const side = direction === 'older' ? sql`<` : sql`>`;
  const after = beyond === null ? sql`true` : sql`entry.id ${side} ${beyond}`;
  const visible = scopes ? sql`entry.scope in (${sql.join([...scopes, ''])})` : sql`true`;
  // SQLite and PostgreSQL both name the columns of a bare list of values so.
  const about = (column: RawBuilder<unknown>) => sql`
    select member.column1 as owner, entry.* from (values ${values}) as member
    join history as entry on entry.${column} = member.column2 where ${after} and ${visible}`;
  const { rows } = await sql<OwnedRow>`
    select * from (
      select owned.*, row_number() over (partition by owner order by id ${order}) as place
      from (${about(sql`user_id`)} union ${about(sql`other_user_id`)}) as owned
    ) as placed where place <= ${limit} order by id ${order}`.execute(db);
  return rows;
}

function rowFrom(row: Tables['history']): HistoryRow {
  const { id, at, kind, backend, scope, ref, actor, evidence } = row;
  const users = { userId: row.user_id, otherUserId: row.other_user_id };
  return { id, at, kind, ...users, account: { backend, scope, ref }, actor, evidence };
}
