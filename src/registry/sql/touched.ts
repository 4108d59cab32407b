import type { AccountKey } from '#normalise';
import type { FindUsers } from './find-users.ts';
import { accountText, accountKey, usersOf } from '../match.ts';
import { openAnswer } from './sealed.ts';
import { parsed } from './operation-rows.ts';
import type { UserKey } from '../registry.ts';
import { padded } from './slices.ts';
import type { Batch } from './write-context.ts';

/**
 * What runs of operations depend on and change, beside the operations themselves: the accounts that their steps are
 * about, and the people who hold those. Two that have nothing of it in common can run at the same time.
 */
export const touchedBy: Batch<string, readonly string[]> = async ({ trx, find, cipher }, ids) => {
  const rows = await trx
    .selectFrom('operations')
    .innerJoin('operation_steps as step', 'step.operation_id', 'operations.id')
    .select(['operations.id', 'operations.user_id', 'step.account', 'step.answer', 'step.position'])
    .where('operations.id', 'in', padded(ids))
    .execute();
  const touched = new Map(ids.map((id) => [id, new Set<string>()]));
  const accounts = new Map<string, readonly AccountKey[]>();
  for (const { id, user_id: userId, account, answer, position } of rows) {
    if (userId !== null) touched.get(id)?.add(userId);
    const told = [
      parsed<AccountKey>(account),
      openAnswer(cipher, { id, position }, answer)?.account ?? null,
    ];
    const known = told.filter((one) => one !== null);
    accounts.set(id, [...(accounts.get(id) ?? []), ...known]);
  }
  await addHolders(touched, accounts, find);
  return ids.map((id) => [...(touched.get(id) ?? [])]);
};

async function addHolders(
  touched: ReadonlyMap<string, Set<string>>,
  accounts: ReadonlyMap<string, readonly AccountKey[]>,
  find: FindUsers,
): Promise<void> {
  const held = [...touched.values()].flatMap((ids) => [...ids].map(byId));
  const users = await find([...[...accounts.values()].flat().map(accountKey), ...held]);
  for (const [id, about] of touched) {
    const own = accounts.get(id) ?? [];
    const holders = [...own.map(accountKey), ...[...about].map(byId)];
    for (const user of holders.flatMap((key) => usersOf(users, key))) about.add(user.id);
    for (const account of own) about.add(accountText(account));
  }
}

const byId = (id: string): UserKey => ({ by: 'userId', id });
