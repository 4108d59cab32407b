import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { AccountKey } from '#normalise';
import type { Tables } from './tables.ts';
import { historyRow } from './history-rows.ts';
import { accountAmong, accountKey, usersOf } from '../match.ts';
import { withSteps } from './operation-rows.ts';
import type { OperationRow } from '../operation-log.ts';
import type { AccountConflict, AccountRow, Conflict, UserRow } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

/** Operations looked at in one transaction. */
const BATCH = 100;

/** Written out, not bound: only so is the index of just these rows used. */
const NOT_YET = sql.lit(0);

const toCompare = (db: Kysely<Tables>) =>
  db.selectFrom('operations').where('compared', '=', NOT_YET).orderBy('finished_at').limit(BATCH);

/** Whether there is anything to compare; asked without the write lock, since mostly there is not. */
export async function hasToCompare(db: Kysely<Tables>): Promise<boolean> {
  return (await toCompare(db).select('id').limit(1).executeTakeFirst()) !== undefined;
}

export async function noteConflicts(context: WriteContext): Promise<readonly Conflict[]> {
  const { trx } = context;
  const operations = await withSteps(
    trx,
    await toCompare(trx).selectAll().execute(),
    context.cipher,
  );
  const ids = operations.map(({ id }) => id);
  if (ids.length === 0) return [];
  await trx.updateTable('operations').set({ compared: 1 }).where('id', 'in', ids).execute();
  const told = operations.flatMap(answersOf);
  const keys = told.flatMap(({ account, userId }) => [
    accountKey(account),
    { by: 'userId', id: userId } as const,
  ]);
  const users = keys.length === 0 ? [] : await context.find(keys);
  const noted: Conflict[] = [];
  for (const answer of told) {
    const found = conflictIn(answer, users, context);
    if (found && (await note(context, answer, found))) noted.push(found.conflict);
  }
  return noted;
}

/** What a backend answered the creation of a user with. */
interface Answer {
  readonly account: AccountKey;
  readonly userId: string;
  readonly actor: string;
  readonly evidence: string;
}

function answersOf({ userId, caller, mutation, steps }: OperationRow): readonly Answer[] {
  if (userId === null) return [];
  return steps.flatMap(({ write, state, answer }) =>
    write === 'create' && state === 'DONE' && answer?.account
      ? [{ account: answer.account, userId, actor: caller, evidence: mutation }]
      : [],
  );
}

interface Found {
  readonly conflict: Conflict;
  /** The account that is there: what was answered, or else what the user has in its place. */
  readonly row: AccountRow;
}

function conflictIn(
  { account, userId, evidence }: Answer,
  users: readonly UserRow[],
  { at }: WriteContext,
): Found | null {
  const [person] = usersOf(users, { by: 'userId', id: userId });
  const holder = accountAmong(users, account);
  if (!person || holder?.userId === person.id) return null;
  const beside = person.accounts.find(
    ({ backend, scope }) => backend === account.backend && scope === account.scope,
  );
  const row = holder ?? beside;
  if (!row) return null;
  const holderId = holder?.userId ?? null;
  return { conflict: { account, userId: person.id, holderId, at, evidence }, row };
}

/** `false` when it was known: then nothing is written. */
async function note(
  { trx }: WriteContext,
  { actor }: Answer,
  { conflict: { account, userId, holderId, at, evidence }, row }: Found,
): Promise<boolean> {
  const { backend, scope, ref } = account;
  const added = await trx
    .insertInto('conflicts')
    .values({ backend, scope, ref, user_id: userId, at, evidence })
    .onConflict((conflict) => conflict.doNothing())
    .returning('ref')
    .executeTakeFirst();
  if (!added) return false;
  const holder = holderId === null ? {} : { otherUserId: holderId };
  const change = { userId, ...holder, accountId: row.id, account };
  const cause = { kind: 'CONFLICT', actor, evidence } as const;
  await trx
    .insertInto('history')
    .values(historyRow(change, cause, at))
    .execute();
  return true;
}

/**
 * Of each account: what others were answered with it, and what its user was answered with in its place. Each step is
 * done before the next, which PostgreSQL is told by `materialized` and SQLite by `cross join`: either may take a place,
 * where very many conflicts may be, for a shorter way to a person's few.
 */
export async function conflictsOf(
  db: Kysely<Tables>,
  accountIds: readonly string[],
): Promise<readonly AccountConflict[]> {
  if (accountIds.length === 0) return [];
  const { rows } = await sql<ConflictRow>`
    with mine as materialized (
      select id, user_id, backend, scope, ref from accounts where id in (${sql.join(accountIds)})
    ), holder as materialized (
      select id, user_id, backend, scope from mine
      union all
      select mine.id, former.id, mine.backend, mine.scope
      from mine cross join users as former where former.merged_into = mine.user_id
    ), concerned as materialized (
      select mine.id as account_id, mine.backend as mine_backend, mine.scope as mine_scope, c.*
      from mine cross join conflicts as c
      where c.backend = mine.backend and c.scope = mine.scope and c.ref = mine.ref
      union
      select holder.id, holder.backend, holder.scope, c.*
      from holder cross join conflicts as c where c.user_id = holder.user_id
    )
    select c.account_id, c.backend, c.scope, c.ref, c.at, c.evidence,
      coalesce(person.merged_into, person.id) as user_id, told.user_id as holder_id
    from concerned as c
    cross join users as person
    left join accounts as told
      on told.backend = c.backend and told.scope = c.scope and told.ref = c.ref
    where person.id = c.user_id and c.backend = c.mine_backend and c.scope = c.mine_scope
      and (told.user_id is null or told.user_id <> coalesce(person.merged_into, person.id))
    order by c.at, c.ref`.execute(db);
  return rows.map(({ account_id, backend, scope, ref, user_id, holder_id, at, evidence }) => ({
    accountId: account_id,
    account: { backend, scope, ref },
    userId: user_id,
    holderId: holder_id,
    at,
    evidence,
  }));
}

interface ConflictRow extends Pick<Tables['conflicts'], keyof Tables['conflicts']> {
  readonly account_id: string;
  readonly holder_id: string | null;
}
