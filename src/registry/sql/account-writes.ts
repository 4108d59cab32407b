import { sql } from 'kysely';
import type { ReportedAliases, WireRecord } from '#normalise';
import type { AccountRow, NewAccount } from '../registry.ts';
import { replaceContactPoints } from './contact-point-rows.ts';
import type { Tables } from './tables.ts';
import { aliasRows } from './insert.ts';
import { padded } from './slices.ts';
import { toldRows } from './told-rows.ts';
import type { RowCipher } from '../row-cipher.ts';
import { openWrite, sealWrite } from './sealed.ts';
import type { Batch, WriteContext } from './write-context.ts';

/** What is kept of an account's last write: its record, and which of the keys a webhook alone told. */
interface Kept {
  readonly record: WireRecord;
  readonly reported: readonly string[];
}

/** Merged by top-level key over what earlier writes put there; an account that is gone stays gone. */
export async function mergeWrite(
  context: WriteContext,
  accountId: string,
  written: WireRecord,
): Promise<void> {
  await change(context, accountId, (kept) => ({
    record: { ...kept?.record, ...written },
    reported: (kept?.reported ?? []).filter((key) => !(key in written)),
  }));
}

/**
 * Merges what a webhook told of the account: the newest call counts, but for what a write of ours put there, which may be
 * younger than what the call tells. `identifying` keys are those that were told last, as aliases are.
 */
export async function mergeReport(
  context: WriteContext,
  accountId: string,
  told: WireRecord,
  identifying: readonly string[],
): Promise<void> {
  await change(context, accountId, (kept) => {
    const { record = {}, reported = [] } = kept ?? {};
    const isOurs = (key: string): boolean =>
      key in record && !reported.includes(key) && !identifying.includes(key);
    const news = Object.entries(told).filter(([key]) => !isOurs(key));
    const isKnown = news.every(([key, value]) => isSame(record[key], value));
    if (kept && isKnown) return null;
    return {
      record: { ...record, ...Object.fromEntries(news) },
      reported: [...new Set([...reported, ...news.map(([key]) => key)])],
    };
  });
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

interface RecordChange {
  readonly accountId: string;
  /** `kept` is `null` where nothing was written before; where it answers so, nothing changes. */
  readonly merge: (kept: Kept | null) => Kept | null;
}

async function change(
  { together }: WriteContext,
  accountId: string,
  merge: RecordChange['merge'],
): Promise<void> {
  await together(changeAll, { accountId, merge });
}

/** Of different accounts. */
const changeAll: Batch<RecordChange, void> = async (context, changes) => {
  const { trx, at, cipher } = context;
  const rows = await trx
    .selectFrom('accounts')
    .select(['id', 'last_write', 'reported', 'backend'])
    .where('id', 'in', padded(changes.map(({ accountId }) => accountId)))
    .execute();
  const merges = new Map(changes.map(({ accountId, merge }) => [accountId, merge]));
  const changed = rows.flatMap((row) => {
    const kept = merges.get(row.id)?.(keptOf(row, cipher));
    return kept ? [{ id: row.id, backend: row.backend, ...kept }] : [];
  });
  if (changed.length === 0) return [];
  const told = changed.map(({ id, record, reported }) => [
    id,
    sealWrite(cipher, id, record),
    reported.length === 0 ? null : JSON.stringify(reported),
  ]);
  await sql`update accounts set last_write = told.column2, reported = told.column3, written_at = ${at}
    from ${toldRows(told)} as told where accounts.id = told.column1`.execute(trx);
  await replaceContactPoints(context, changed);
  return [];
};

function keptOf(
  { id, last_write: last, reported }: Pick<Tables['accounts'], 'id' | 'last_write' | 'reported'>,
  cipher: RowCipher,
) {
  if (last === null) return null;
  const keys: readonly string[] = reported === null ? [] : JSON.parse(reported);
  return { record: openWrite(cipher, id, last), reported: keys };
}

/** An account that is gone has none. */
export async function recordAliases(
  context: WriteContext,
  accountId: string,
  aliases: ReportedAliases,
): Promise<void> {
  const [user] = await context.find([{ by: 'accountId', id: accountId }]);
  if (user) await setAliases(context, accountId, aliases);
}

/** Adds schemes, overwrites those that are there, and drops those of `null`. */
async function setAliases(
  { trx }: WriteContext,
  accountId: string,
  aliases: ReportedAliases,
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

/** Whether `account` tells more of the row than the registry knows. */
export function hasNewData(row: AccountRow, account: NewAccount): boolean {
  const { aliases = {}, written } = account;
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
  const { aliases = {}, written } = account;
  await setAliases(context, row.id, aliases);
  if (written) await mergeWrite(context, row.id, written);
}
