import type { BackendAdapter } from '../backends/backend.ts';
import type { AccountRow, UserRow } from '../registry/registry.ts';
import type { Backend, UserBy } from '../schema.generated.ts';
import { viewsOf } from './account-view.ts';
import { keyOf } from './user-by.ts';

/** The user's accounts at a backend, the configured tenant's first, then the oldest. */
export const accountsAt = (
  user: UserRow,
  adapter: BackendAdapter,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): readonly AccountRow[] =>
  viewsOf(user, adapters)
    .filter((view) => view.adapter === adapter)
    .map(({ row }) => row);

/** The one of these that a caller names their user by. */
export function accountNamed(
  accounts: readonly AccountRow[],
  by: UserBy,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): AccountRow | undefined {
  const key = keyOf(by, adapters);
  return accounts.find(
    (row) =>
      key.by === 'key' &&
      key.backend === row.backend &&
      key.ref === row.ref &&
      key.scope === row.scope,
  );
}

/** The account that a write goes to: the one the caller named, else the first. */
export function accountFor(
  user: UserRow,
  adapter: BackendAdapter,
  by: UserBy,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): AccountRow | null {
  const accounts = accountsAt(user, adapter, adapters);
  return accountNamed(accounts, by, adapters) ?? accounts[0] ?? null;
}
