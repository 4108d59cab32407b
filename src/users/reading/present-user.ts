import type { UserRow } from '#registry';
import type { LoadedAccount } from './loaded-account.ts';
import { mergeField } from './merge-field.ts';
import { accountNotices, fieldNotices } from './notices.ts';
import type { Notice } from './notices.ts';
import type { MergedField, Remark } from './merge-field.ts';
import { plannedAccounts } from './read-scheduler.ts';
import { NO_ACCOUNT_PLAN, joinAccountPlans } from './query-plan.ts';
import type { AccountPlan, UserQueryPlan, WantedField } from './query-plan.ts';
import { presentAccount } from './present-account.ts';
import { provenanceOf } from './provenance.ts';
import type { BoundPlan } from './bound-plan.ts';
import type { Account, User } from './user-model.ts';
import { remarkWords } from './remark-words.ts';
import type { Warning } from './warning.ts';

/** A user as a query sees it, and what the caller should know besides: the paths of the warnings begin at the user. */
export interface PresentedUser {
  readonly user: User;
  readonly warnings: readonly Warning[];
}

/** From what has been read. Pure. */
export function presentUser(
  row: UserRow,
  loadedAccounts: readonly LoadedAccount[],
  { fields: bound, shape }: BoundPlan,
  plan: UserQueryPlan,
): PresentedUser {
  const warnings: Warning[] = [];
  const notices: Notice[] = [];
  const values = bound.map(({ wanted, candidates }) => {
    const merged = mergeField(wanted.field, candidates, loadedAccounts);
    for (const remark of merged.remarks) {
      // What is an error where the field stands is no warning as well.
      if (!merged.error || remark.kind !== 'failed')
        warnings.push(...warningsOf(remark, merged, wanted));
    }
    if (plan.notices) notices.push(...fieldNotices(wanted.field, merged));
    return merged.error ?? merged.value;
  });
  if (plan.notices) notices.push(...accountNotices(plan, loadedAccounts));
  const user = userOf(row, shape.fill(values), {
    accounts: presentAccounts(plan, loadedAccounts),
    provenance: new Map(
      plan.provenance.map((field) => [field.name, provenanceOf(field, loadedAccounts)] as const),
    ),
    loadedAccounts,
    notices,
  });
  return { user, warnings };
}

type Parts = Pick<User, 'accounts' | 'provenance' | 'loadedAccounts' | 'notices'>;

const NO_PARTS: Parts = { accounts: [], provenance: new Map(), loadedAccounts: [], notices: [] };

const NO_WARNINGS: readonly Warning[] = [];

/** A user of whom nothing but these fields is selected, and of whose values there is nothing to tell. */
export const presentValues = (
  row: UserRow,
  { shape }: BoundPlan,
  values: readonly unknown[],
): PresentedUser => ({ user: userOf(row, shape.fill(values), NO_PARTS), warnings: NO_WARNINGS });

/** Onto the tree itself, which has a place for each: a copy of all its values would be made for every user. */
function userOf(row: UserRow, tree: Record<string, unknown>, parts: Parts): User {
  return Object.assign(tree, { __typename: 'User' as const, id: row.id, row }, parts);
}

function presentAccounts(
  plan: UserQueryPlan,
  loadedAccounts: readonly LoadedAccount[],
): readonly Account[] {
  if (plan.accounts.size + plan.firstAccounts.size === 0) return [];
  const plans = new Map<LoadedAccount, AccountPlan>();
  for (const { loaded, account } of plannedAccounts(plan, loadedAccounts)) {
    const known = plans.get(loaded);
    plans.set(loaded, known ? joinAccountPlans(known, account) : account);
  }
  return loadedAccounts.map((loaded) =>
    presentAccount(loaded, plans.get(loaded) ?? NO_ACCOUNT_PLAN),
  );
}

/** The same at every place where the field stands. */
function warningsOf(
  remark: Remark,
  merged: MergedField,
  { field, paths }: WantedField,
): readonly Warning[] {
  const backend = remark.source.adapter.name;
  return remarkWords(remark, merged).flatMap((words) =>
    paths.map((path) => ({ ...words, backend, field: field.name, path })),
  );
}
