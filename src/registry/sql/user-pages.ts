import { sql } from 'kysely';
import type { Kysely, RawBuilder, SqlBool } from 'kysely';
import type { Backend } from '#schema';
import type { Tables } from './tables.ts';
import type { RowCipher } from '../row-cipher.ts';
import type { Page, PageQuery } from '../registry.ts';
import { joinedUsers, usersFrom } from './user-rows.ts';

/** Asks for one user more than the page holds: whether it comes says whether there are more. */
export async function pageOf(
  db: Kysely<Tables>,
  query: PageQuery,
  cipher: RowCipher,
): Promise<Page> {
  const { limit, direction } = query;
  const ids = idsFor(db, query);
  const rows = await joinedUsers(db, direction === 'older' ? 'desc' : 'asc')
    .where('user.id', 'in', ids)
    .execute();
  const users = usersFrom(rows, cipher);
  return { users: users.slice(0, limit), hasMore: users.length > limit };
}

function idsFor(db: Kysely<Tables>, query: PageQuery) {
  const { hasAccountAt, scopes } = query;
  if (scopes) return idsWithin(db, query, scopes);
  return hasAccountAt === null ? idsOf(db, query) : idsAt(db, query, hasAccountAt);
}

/** Written so that no database goes by the index of those who are merged, where nearly everybody is the same. */
function idsOf(db: Kysely<Tables>, { limit, direction, beyond }: PageQuery) {
  const [order, side] = walk(direction);
  return db
    .selectFrom('users')
    .select('id')
    .where(({ eb, fn, val }) => eb(fn.coalesce('merged_into', val('')), '=', ''))
    .$if(beyond !== null, (ids) => ids.where('id', side, beyond))
    .orderBy('id', order)
    .limit(limit + 1);
}

function idsAt(db: Kysely<Tables>, { limit, direction, beyond }: PageQuery, backend: Backend) {
  const [order, side] = walk(direction);
  return db
    .selectFrom('accounts')
    .select('user_id as id')
    .where('backend', '=', backend)
    .where(({ eb, selectFrom }) => {
      // Who has several accounts there is met at the first one. Told apart by `distinct`, all may be read to tell a few.
      const first = selectFrom('accounts as beside')
        .select(({ fn }) => fn.min('beside.scope').as('scope'))
        .whereRef('beside.user_id', '=', 'accounts.user_id')
        .whereRef('beside.backend', '=', 'accounts.backend');
      return eb('scope', '=', first);
    })
    .$if(beyond !== null, (ids) => ids.where('user_id', side, beyond))
    .orderBy('user_id', order)
    .limit(limit + 1);
}

function idsWithin(
  db: Kysely<Tables>,
  { limit, direction, beyond, hasAccountAt }: PageQuery,
  scopes: readonly string[],
) {
  const [order, side] = walk(direction);
  return usersWithin(db, hasAccountAt, scopes)
    .select('users.id as id')
    .$if(beyond !== null, (ids) => ids.where('users.id', side, beyond))
    .orderBy('users.id', order)
    .limit(limit + 1);
}

/** Those with an account in one of the scopes, and, in it or in none, one at the backend. */
function usersWithin(db: Kysely<Tables>, hasAccountAt: Backend | null, scopes: readonly string[]) {
  return db
    .selectFrom('users')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('accounts as own')
          .select('own.id')
          .whereRef('own.user_id', '=', 'users.id')
          .where(isAmong(sql.ref('own.scope'), scopes)),
      ),
    )
    .$if(hasAccountAt !== null, (users) =>
      users.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('accounts as there')
            .select('there.id')
            .whereRef('there.user_id', '=', 'users.id')
            .where('there.backend', '=', hasAccountAt)
            .where(isAmong(sql.ref('there.scope'), [...scopes, ''])),
        ),
      ),
    );
}

/** PostgreSQL takes no empty list. */
const isAmong = (column: RawBuilder<unknown>, scopes: readonly string[]): RawBuilder<SqlBool> =>
  scopes.length === 0 ? sql`1 = 0` : sql`${column} in (${sql.join(scopes)})`;

function walk(direction: PageQuery['direction']) {
  return direction === 'older' ? (['desc', '<'] as const) : (['asc', '>'] as const);
}

/** How many users there are, or how many have an account at a backend; of those in these scopes, if not of all. */
export async function countOf(
  db: Kysely<Tables>,
  hasAccountAt: Backend | null,
  scopes: readonly string[] | null,
): Promise<number> {
  if (scopes) {
    const { total } = await usersWithin(db, hasAccountAt, scopes)
      .select(({ fn }) => fn.countAll().as('total'))
      .executeTakeFirstOrThrow();
    return Number(total);
  }
  const query =
    hasAccountAt === null
      ? db
          .selectFrom('users')
          .select(({ fn }) => fn.countAll().as('total'))
          .where('merged_into', 'is', null)
      : db
          .selectFrom('accounts')
          .select(({ fn }) => fn.count('user_id').distinct().as('total'))
          .where('backend', '=', hasAccountAt);
  const { total } = await query.executeTakeFirstOrThrow();
  return Number(total);
}
