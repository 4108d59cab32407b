import type { BackendAdapter } from '#backends';
import { FacetError } from '#errors';
import { userError } from '#operations';
import type { UserError } from '#operations';
import type { AccountRow, UserRow } from '#registry';
import type { Backend, UserBy } from '#schema';
import { loadAccounts } from '../reading/loaded-account.ts';
import { userKeyFrom } from '../identity/user-by.ts';
import type { WriteDeps } from './write-deps.ts';

/** The user's accounts at a backend, the configured tenant's first, then the oldest. */
export const accountsAt = (
  user: UserRow,
  adapter: BackendAdapter,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): readonly AccountRow[] =>
  loadAccounts(user, adapters)
    .filter((loaded) => loaded.adapter === adapter)
    .map(({ row }) => row);

/** The one of these that a caller names their user by. */
export function accountNamed(
  accounts: readonly AccountRow[],
  by: UserBy,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): AccountRow | undefined {
  const key = userKeyFrom(by, adapters);
  return accounts.find(
    (row) =>
      key.by === 'key' &&
      key.backend === row.backend &&
      key.ref === row.ref &&
      key.scope === row.scope,
  );
}

/** Which of the accounts at one backend a write goes to that goes to one alone. */
export type Target =
  | { readonly kind: 'one'; readonly account: AccountRow }
  | { readonly kind: 'none' }
  /** There are several, the caller names none of them, and none is the configured tenant's. */
  | { readonly kind: 'unclear' };

/** The one that the caller named, else the only one, else the configured tenant's. */
export function targetAmong(
  accounts: readonly AccountRow[],
  { defaultScope }: BackendAdapter,
  by: UserBy,
  adapters: ReadonlyMap<Backend, BackendAdapter>,
): Target {
  const [first, second] = accounts;
  if (!first) return { kind: 'none' };
  const named = accountNamed(accounts, by, adapters);
  if (named) return { kind: 'one', account: named };
  return second && first.scope !== defaultScope
    ? { kind: 'unclear' }
    : { kind: 'one', account: first };
}

/** What is wrong with the name of a user whose account to write to is unclear. */
export const unclearTarget = (backend: Backend): UserError => ({
  code: 'INVALID_INPUT',
  message:
    `The user has several accounts at ${backend}, and none of them is the configured one's: ` +
    'name the user by the identifier of the account that is to be changed.',
  path: ['input', 'user'],
});

export const NO_ACCOUNT = 'The user has no account at this backend.';

/** The person a mutation names, or what is wrong with the name, as data. */
export async function findPerson(
  by: UserBy,
  { finder, adapters, visibility }: WriteDeps,
): Promise<{ readonly user: UserRow } | { readonly error: UserError }> {
  const at = ['input', 'user'];
  try {
    const key = userKeyFrom(by, adapters);
    // Also where there is no such account: who may not write to it learns nothing of it.
    if (key.by === 'key' && !visibility.mayKnow(key)) {
      return { error: { code: 'FORBIDDEN', message: FOREIGN_CORPORATION, path: at } };
    }
    const user = await finder.user(by);
    return user ? { user } : { error: { code: 'NOT_FOUND', message: NOBODY, path: at } };
  } catch (error) {
    if (error instanceof FacetError) return { error: userError(error, at) };
    throw error;
  }
}

const NOBODY = 'No user has this identifier.';

export const FOREIGN_CORPORATION =
  'This account is of a corporation that the caller is not bound to. Name one of its own.';
