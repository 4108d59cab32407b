import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { WireRecord } from '#normalise';
import type { Backend } from '#schema';
import type { Tables } from './tables.ts';
import { padded, slices } from './slices.ts';
import { openWrite } from './sealed.ts';
import { PLAIN } from '../row-cipher.ts';
import type { RowCipher } from '../row-cipher.ts';
import type { ContactPoint, ContactPointsOf } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

type PointRow = Tables['contact_points'];

/** Where nobody says what a record means, none are kept. */
export const none: ContactPointsOf = () => [];

/** The contact points that a last write holds, each once, as rows. */
export function pointRows(
  { contactPointsOf, cipher }: Pick<WriteContext, 'contactPointsOf' | 'cipher'>,
  accountId: string,
  backend: Backend,
  written: WireRecord | null,
): readonly PointRow[] {
  const points = written ? contactPointsOf(backend, written) : [];
  const distinct = new Map(points.map((point) => [`${point.kind} ${point.value}`, point]));
  return [...distinct.values()].map(({ kind, value }) => ({
    account_id: accountId,
    kind,
    value: cipher.hash(kind, value),
  }));
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

/** Keeps what the last writes of an older version hold, a part at a time: there may be very many. */
export async function fillContactPoints(
  db: Kysely<Tables>,
  contactPointsOf: ContactPointsOf,
): Promise<void> {
  // Before there were contact points nothing was encrypted.
  const own = { contactPointsOf, cipher: PLAIN };
  for (let beyond = ''; ;) {
    const accounts = await db
      .selectFrom('accounts')
      .select(['id', 'backend', 'last_write'])
      .where('last_write', 'is not', null)
      .where('id', '>', beyond)
      .orderBy('id')
      .limit(ROWS)
      .execute();
    const rows = accounts.flatMap(({ id, backend, last_write: written }) =>
      pointRows(own, id, backend, written === null ? null : openWrite(PLAIN, id, written)),
    );
    for (const some of slices(rows, ROWS)) {
      await db
        .insertInto('contact_points')
        .values(some)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    const last = accounts.at(-1);
    if (!last) return;
    beyond = last.id;
  }
}

/** What accounts were last written with, by their ids. */
export async function replaceContactPoints(
  context: WriteContext,
  accounts: readonly { id: string; backend: Backend; record: WireRecord }[],
): Promise<void> {
  const ids = padded(accounts.map(({ id }) => id));
  await context.trx.deleteFrom('contact_points').where('account_id', 'in', ids).execute();
  const rows = accounts.flatMap(({ id, backend, record }) =>
    pointRows(context, id, backend, record),
  );
  await insertContactPoints(context, rows);
}

/** As a table: PostgreSQL would look for a bare list of pairs in every row. */
function isAmong(points: readonly ContactPoint[], cipher: RowCipher) {
  const rows = points.flatMap(({ kind, value }) =>
    cipher.hashes(kind, value).map((kept) => sql`(${kind}, ${kept})`),
  );
  return sql<boolean>`(point.kind, point.value) in (values ${sql.join(rows)})`;
}

/** A number or address that very many share, such as a switchboard's, says little: no more users than these are told. */
const MOST = 101;

/** Who was last written with one of these, in one statement (above 1,000 points in several). */
export async function holdersOf(
  db: Kysely<Tables>,
  points: readonly ContactPoint[],
  cipher: RowCipher,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const some of slices(points, ROWS)) {
    const holders = db
      .selectFrom('contact_points as point')
      .innerJoin('accounts as account', 'account.id', 'point.account_id')
      .select('account.user_id')
      .select(
        sql<number>`dense_rank() over (partition by point.kind, point.value order by account.user_id)`.as(
          'place',
        ),
      )
      .where(isAmong(some, cipher));
    const rows = await db
      .selectFrom(holders.as('holder'))
      .select('user_id')
      .distinct()
      .where('place', '<=', MOST)
      .execute();
    for (const { user_id: id } of rows) ids.add(id);
  }
  return [...ids];
}
