import type { ReportedAliases } from '#normalise';
import { insertContactPoints, pointRows } from './contact-point-rows.ts';
import { slices } from './slices.ts';
import { historyRow } from './history-rows.ts';
import { newAccountId } from '../ids.ts';
import type { RowCipher } from '../row-cipher.ts';
import { sealWrite } from './sealed.ts';
import type { AccountRow, Cause, NewAccount } from '../registry.ts';
import type { Batch, WriteContext } from './write-context.ts';

/** An account that nobody holds, and who will. */
export interface NewLink {
  readonly userId: string;
  readonly account: NewAccount;
}

/** Rows of one INSERT: enough to be quick, far from any limit on bound values. */
const ROWS = 250;

export async function insertUsers(context: WriteContext, ids: readonly string[]): Promise<void> {
  await context.together(allUsers, ids);
}

const allUsers: Batch<readonly string[], void> = async ({ trx, at }, inserted) => {
  const rows = inserted.flat().map((id) => ({ id, created_at: at, merged_into: null }));
  for (const some of slices(rows, ROWS)) await trx.insertInto('users').values(some).execute();
  return [];
};

/** Links accounts, keeps what is known of them, and writes it into the history. Answers them in the order of `links`. */
export async function insertLinks(
  context: WriteContext,
  links: readonly NewLink[],
  cause: Cause,
): Promise<readonly AccountRow[]> {
  const { at, together, cipher } = context;
  const rows = links.map((link) => rowsOf(link, cause, at, cipher));
  await together(allLinks, rows);
  return rows.map(({ account, told }) => accountOf(account, told, at));
}

type LinkRows = ReturnType<typeof rowsOf>;

const allLinks: Batch<readonly LinkRows[], void> = async (context, inserted) => {
  const { trx } = context;
  const rows = inserted.flat();
  for (const some of slices(rows, ROWS)) {
    await trx
      .insertInto('accounts')
      .values(some.map(({ account }) => account))
      .execute();
    await trx
      .insertInto('history')
      .values(some.map(({ history }) => history))
      .execute();
  }
  const aliases = rows.flatMap((row) => row.aliases);
  for (const some of slices(aliases, ROWS)) {
    await trx.insertInto('account_aliases').values(some).execute();
  }
  await insertContactPoints(
    context,
    rows.flatMap(({ account, written }) =>
      pointRows(context, account.id, account.backend, written),
    ),
  );
  return [];
};

/** As a look-up would find it. */
function accountOf(
  { id, user_id: userId, backend, scope, ref }: LinkRows['account'],
  { aliases = {}, written }: NewAccount,
  at: string,
): AccountRow {
  const known = Object.entries(aliases).flatMap(([scheme, value]) =>
    value === null ? [] : [[scheme, value] as const],
  );
  const lastWrite = written ? { record: written, at } : null;
  const place = { id, userId, backend, scope, ref, linkedAt: at };
  return { ...place, aliases: Object.fromEntries(known), lastWrite };
}

/** Those that there are. */
export const aliasRows = (accountId: string, aliases: ReportedAliases) =>
  Object.entries(aliases).flatMap(([scheme, value]) =>
    value === null ? [] : [{ account_id: accountId, scheme, value }],
  );

function rowsOf({ userId, account }: NewLink, cause: Cause, at: string, cipher: RowCipher) {
  const { backend, scope, ref, aliases = {}, written = null } = account;
  const id = newAccountId();
  return {
    account: {
      id,
      user_id: userId,
      backend,
      scope,
      ref,
      linked_at: at,
      last_write: written && sealWrite(cipher, id, written),
      written_at: written && at,
      reported: null,
    },
    told: account,
    written,
    aliases: aliasRows(id, aliases),
    history: historyRow({ userId, accountId: id, account }, cause, at),
  };
}
