import type { ToldAliases, WireRecord } from '../identity.ts';
import type { AccountRow, NewAccount } from './registry.ts';
import { replaceContactPoints } from './contact-points.ts';
import { aliasRows } from './insert.ts';
import { recordFrom } from './user-rows.ts';
import type { WriteContext } from './write-context.ts';

/** Merged by top-level key over what earlier writes put there; an account that is gone stays gone. */
export async function mergeWrite(
  context: WriteContext,
  accountId: string,
  written: WireRecord,
): Promise<void> {
  const { trx, at } = context;
  const row = await trx
    .selectFrom('accounts')
    .select(['last_write', 'backend'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!row) return;
  const earlier = row.last_write === null ? {} : recordFrom(row.last_write);
  const record = { ...earlier, ...written };
  await trx
    .updateTable('accounts')
    .set({ last_write: JSON.stringify(record), written_at: at })
    .where('id', '=', accountId)
    .execute();
  await replaceContactPoints(context, accountId, row.backend, record);
}

/** An account that is gone has none. */
export async function recordAliases(
  context: WriteContext,
  accountId: string,
  aliases: ToldAliases,
): Promise<void> {
  const [user] = await context.find([{ by: 'accountId', id: accountId }]);
  if (user) await setAliases(context, accountId, aliases);
}

/** Adds schemes, overwrites those that are there, and drops those of `null`. */
async function setAliases(
  { trx }: WriteContext,
  accountId: string,
  aliases: ToldAliases,
): Promise<void> {
  const gone = Object.keys(aliases).filter((scheme) => aliases[scheme] === null);
  if (gone.length > 0) {
    await trx
      .deleteFrom('account_aliases')
      .where('account_id', '=', accountId)
      .where('scheme', 'in', gone)
      .execute();
  }
  const rows = aliasRows(accountId, aliases);
  if (rows.length === 0) return;
  await trx
    .insertInto('account_aliases')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'scheme'])
        .doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
    )
    .execute();
}

/** What of `account` is to be recorded over a row: of a write that yields, only what nobody told before. */
function newsOf(row: AccountRow, account: NewAccount): NewAccount {
  const { written = null, yields = false, identifying = [] } = account;
  if (!yields) return account;
  const record = row.lastWrite?.record ?? {};
  const isNewKey = (key: string) =>
    !(key in record) || (identifying.includes(key) && record[key] !== written?.[key]);
  const missing = written && entriesOf(written, isNewKey);
  const isNews = missing && (row.lastWrite === null || Object.keys(missing).length > 0);
  return { ...account, written: isNews ? missing : null };
}

function entriesOf(told: WireRecord, isWanted: (key: string) => boolean): WireRecord {
  return Object.fromEntries(Object.entries(told).filter(([key]) => isWanted(key)));
}

/** Whether `account` tells more of the row than the registry knows. */
export function tellsMore(row: AccountRow, account: NewAccount): boolean {
  const { aliases = {}, written } = newsOf(row, account);
  const news = Object.entries(aliases).some(
    ([scheme, value]) => (row.aliases[scheme] ?? null) !== value,
  );
  return news || (written !== null && written !== undefined);
}

/** Records what `account` tells of itself, when it is linked already. */
export async function refresh(
  context: WriteContext,
  row: AccountRow,
  account: NewAccount,
): Promise<void> {
  const { aliases = {}, written } = newsOf(row, account);
  await setAliases(context, row.id, aliases);
  if (written) await mergeWrite(context, row.id, written);
}
