import type { BackendAdapter } from '#backends';
import type { AccountRow, UserRow } from '#registry';
import type { Backend } from '#schema';

/** One account of a user, and the backend that it is at. */
export interface OrderedAccount {
  readonly row: AccountRow;
  readonly adapter: BackendAdapter;
}

type Adapters = ReadonlyMap<Backend, BackendAdapter>;

/** As long as the rows are remembered, which are the same objects while nothing was committed. */
const known = new WeakMap<Adapters, WeakMap<UserRow, readonly OrderedAccount[]>>();

/** A user's accounts in the order of the backends; of several at one, the configured tenant's first, then the oldest. */
export function accountsInOrder(user: UserRow, adapters: Adapters): readonly OrderedAccount[] {
  const orders = known.get(adapters) ?? new WeakMap<UserRow, readonly OrderedAccount[]>();
  known.set(adapters, orders);
  const before = orders.get(user);
  if (before) return before;
  const accounts = [...adapters.values()].flatMap((adapter) =>
    rowsAt(adapter, user).map((row) => ({ row, adapter })),
  );
  orders.set(user, accounts);
  return accounts;
}

function rowsAt({ name, defaultScope }: BackendAdapter, user: UserRow): readonly AccountRow[] {
  const rows = user.accounts.filter(({ backend }) => backend === name);
  if (rows.length < 2) return rows;
  const rank = ({ scope }: AccountRow): number => (scope === defaultScope ? 0 : 1);
  return rows.toSorted((one, other) => rank(one) - rank(other));
}

/**
 * Whether what was last written may stand for what an account's backend would tell, as long as its main read brings
 * no record.
 */
export const mayStandIn = ({ row, adapter }: OrderedAccount): boolean =>
  row.lastWrite !== null && adapter.lastWriteStandsIn?.(row.aliases) === true;
