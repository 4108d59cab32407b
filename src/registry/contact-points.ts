import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { WireRecord } from '../identity.ts';
import type { Backend } from '../schema.generated.ts';
import type { Tables } from './database.ts';
import { slices } from './slices.ts';
import type { ContactPointsOf, SharedContact } from './registry.ts';
import type { WriteContext } from './write-context.ts';

type PointRow = Tables['contact_points'];

/** Where nobody says what a record means, none are kept. */
export const none: ContactPointsOf = () => [];

/** The contact points that a last write holds, each once, as rows. */
export function pointRows(
  { contactPointsOf }: Pick<WriteContext, 'contactPointsOf'>,
  accountId: string,
  backend: Backend,
  written: WireRecord | null,
): readonly PointRow[] {
  const points = written ? contactPointsOf(backend, written) : [];
  const distinct = new Map(points.map((point) => [`${point.kind} ${point.value}`, point]));
  return [...distinct.values()].map(({ kind, value }) => ({ account_id: accountId, kind, value }));
}

/** Far from any limit on bound values. */
const ROWS = 1000;

export async function insertContactPoints(
  { trx }: WriteContext,
  rows: readonly PointRow[],
): Promise<void> {
  for (const some of slices(rows, ROWS)) {
    await trx.insertInto('contact_points').values(some).execute();
  }
}

export async function replaceContactPoints(
  context: WriteContext,
  accountId: string,
  backend: Backend,
  written: WireRecord,
): Promise<void> {
  await context.trx.deleteFrom('contact_points').where('account_id', '=', accountId).execute();
  await insertContactPoints(context, pointRows(context, accountId, backend, written));
}

/** A number or address that very many share, such as a switchboard's, says little: no more than these are told. */
const MOST = 100;

/** What these users share with others, in one statement. */
export async function sharedContactsOf(
  db: Kysely<Tables>,
  userIds: readonly string[],
): Promise<readonly SharedContact[]> {
  if (userIds.length === 0) return [];
  const shared = db
    .selectFrom('accounts as mine')
    .innerJoin('contact_points as my', 'my.account_id', 'mine.id')
    .innerJoin('contact_points as their', (join) =>
      join.onRef('their.kind', '=', 'my.kind').onRef('their.value', '=', 'my.value'),
    )
    .innerJoin('accounts as theirs', 'theirs.id', 'their.account_id')
    .select(['mine.user_id as userId', 'mine.backend', 'my.kind', 'my.value'])
    .select(['theirs.user_id as otherUserId', 'theirs.backend as otherBackend'])
    .select(
      sql<number>`row_number() over (partition by mine.user_id
        order by theirs.user_id, my.kind, my.value, mine.backend, theirs.backend)`.as('place'),
    )
    .where('mine.user_id', 'in', userIds)
    .whereRef('theirs.user_id', '!=', 'mine.user_id');
  const rows = await db
    .selectFrom(shared.as('shared'))
    .selectAll()
    .where('place', '<=', MOST)
    .orderBy('place')
    .execute();
  return rows.map(({ place: _place, ...contact }) => contact);
}
