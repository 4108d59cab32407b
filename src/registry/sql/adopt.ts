import { refresh, hasNewData } from './account-writes.ts';
import { newUserId } from '../ids.ts';
import { insertLinks, insertUsers } from './insert.ts';
import { accountAmong, accountText, accountKey } from '../match.ts';
import { withoutErased } from './tombstones.ts';
import type { Cause, NewAccount, UserKey, UserRow } from '../registry.ts';
import type { WriteContext } from './write-context.ts';

/** The accounts' keys; an account named twice counts once. */
export function keysOf(accounts: readonly NewAccount[]): readonly UserKey[] {
  const distinct = new Map(accounts.map((account) => [accountText(account), accountKey(account)]));
  return [...distinct.values()];
}

/** Whether adopting these would change nothing, as when a list of reportees is read again: then nothing is written. */
export function isSettled(users: readonly UserRow[], accounts: readonly NewAccount[]): boolean {
  return accounts.every((account) => {
    const row = accountAmong(users, account);
    return row !== undefined && !hasNewData(row, account);
  });
}

/**
 * Each account that nobody holds gets a user of its own, but for those of persons who were erased; of those held, only what
 * is told of them is recorded.
 */
export async function adopt(
  context: WriteContext,
  accounts: readonly NewAccount[],
  cause: Cause,
): Promise<readonly UserRow[]> {
  const keys = keysOf(accounts);
  const users = await context.find(keys);
  const unheld = new Map<string, NewAccount>();
  for (const account of accounts) {
    const row = accountAmong(users, account);
    if (row) await refresh(context, row, account);
    else unheld.set(accountText(account), account);
  }
  const fresh = await withoutErased(context, [...unheld.values()], cause);
  const links = fresh.map((account) => ({ userId: newUserId(), account }));
  await insertUsers(
    context,
    links.map(({ userId }) => userId),
  );
  await insertLinks(context, links, cause);
  return context.find(keys);
}
