import type { BackendAdapter } from '../backends/backend.ts';
import type { AccountRow, UserRow } from '../registry/registry.ts';
import type { Backend, UserBy } from '../schema.generated.ts';
import { viewsOf } from './account-view.ts';
import { keyOf } from './user-by.ts';

/** The account that a write goes to: the one the caller named, else the first by the order of the accounts. */
export function accountFor(
  user: UserRow,
  adapter: BackendAdapter,
  by: UserBy,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): AccountRow | null {
  const key = keyOf(by, adapters);
  const own = viewsOf(user, adapters).filter((view) => view.adapter === adapter);
  const named = own.find(
    ({ row }) =>
      key.by === 'key' &&
      key.backend === row.backend &&
      key.ref === row.ref &&
      key.scope === row.scope,
  );
  return (named ?? own[0])?.row ?? null;
}
