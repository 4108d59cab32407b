import type { AccountView } from './account-view.ts';
import { mergeField } from './merge.ts';
import type { Remark } from './merge.ts';
import { plannedAccounts } from './next-reads.ts';
import { NO_ACCOUNT_PLAN } from './plan.ts';
import type { AccountPlan, UserPlan, WantedField } from './plan.ts';
import { presentAccount } from './present-account.ts';
import { provenanceOf } from './provenance.ts';
import type { UnifiedFields } from './fields.ts';
import type { UserRow } from '../registry/registry.ts';
import type { Lineup } from './lineup.ts';
import type { Account, User } from './user.ts';
import { notConfigured, passedOver, shortfallWords } from './warning.ts';
import type { Warning } from './warning.ts';

/** A user as a query sees it, and what the caller should know besides: the paths of the warnings begin at the user. */
export interface PresentedUser {
  readonly user: User;
  readonly warnings: readonly Warning[];
}

/** From what has been read. Pure. */
export function presentUser(
  row: UserRow,
  views: readonly AccountView[],
  { sought, form }: Lineup,
  plan: UserPlan,
  fields: UnifiedFields,
): PresentedUser {
  const warnings: Warning[] = [];
  const values = sought.map(({ wanted, candidates }) => {
    const { value, error, remarks } = mergeField(wanted.field, candidates, views);
    for (const remark of remarks) warnings.push(...warningsOf(remark, wanted));
    return error ?? value;
  });
  const tree = form.filled(values);
  // Onto the tree itself: a copy of all its values would be made for every user.
  const user: User = Object.assign(tree, {
    __typename: 'User' as const,
    id: row.id,
    row,
    accounts: presentAccounts(plan, views),
    provenance: new Map(
      plan.provenance.map((field) => [field.name, provenanceOf(field, views)] as const),
    ),
    detailsAt: detailsAccount(views, fields),
  });
  return { user, warnings };
}

function presentAccounts(plan: UserPlan, views: readonly AccountView[]): readonly Account[] {
  if (plan.accounts.size + plan.firstAccounts.size === 0) return [];
  const plans = new Map<AccountView, AccountPlan>();
  for (const { view, account } of plannedAccounts(plan, views)) {
    const known = plans.get(view);
    plans.set(view, known ? joined(known, account) : account);
  }
  return views.map((view) => presentAccount(view, plans.get(view) ?? NO_ACCOUNT_PLAN));
}

const joined = (one: AccountPlan, other: AccountPlan): AccountPlan => ({
  properties: one.properties.union(other.properties),
  groups: one.groups.union(other.groups),
  main: one.main || other.main,
  named: [...one.named, ...other.named],
});

function detailsAccount(views: readonly AccountView[], fields: UnifiedFields): AccountView | null {
  const sources = fields.get('details')?.sources;
  return views.find((view) => sources?.some(({ adapter }) => adapter === view.adapter)) ?? null;
}

/** The same at every place where the field stands. */
function warningsOf(remark: Remark, { field, paths }: WantedField): readonly Warning[] {
  const backend = remark.source.adapter.name;
  return wordsOf(remark).flatMap((words) =>
    paths.map((path) => ({ ...words, backend, field: field.name, path })),
  );
}

function wordsOf({ source, ...remark }: Remark): readonly Pick<Warning, 'code' | 'message'>[] {
  const backend = source.adapter.name;
  switch (remark.kind) {
    case 'failed':
      return [
        {
          code: remark.error.code,
          message: `${remark.error.message} Another source stood in.`,
        },
      ];
    case 'invalid':
      return [passedOver(backend, source.field)];
    case 'unconfigured':
      return [notConfigured(backend, source.field)];
    case 'shortfall':
      return shortfallWords(backend, source.field, remark.shortfall);
  }
}
