import type { AccountView } from './account-view.ts';
import type { UnifiedField } from './fields.ts';
import { namesToAsk } from './named.ts';
import { NO_ACCOUNT_PLAN } from './plan.ts';
import type { AccountPlan, NamesAsked, UserPlan } from './plan.ts';
import { candidatesOf, stateOf } from './source.ts';

/** One call that a plan still needs. */
export interface Read {
  readonly view: AccountView;
  readonly operation: string;
  readonly names: readonly string[];
}

/**
 * The calls a plan needs next, given what has been read: this is where calls are saved. A field asks its best source,
 * and the next one only when that had no value or failed; a gathering field and provenance ask all. Empty when the
 * plan is satisfied.
 */
export function nextReads(plan: UserPlan, views: readonly AccountView[]): readonly Read[] {
  const needed = new Map<AccountView, Set<string>>();
  const need = (view: AccountView, operation: string): void => {
    const operations = needed.get(view);
    if (operations) operations.add(operation);
    else needed.set(view, new Set([operation]));
  };
  for (const { field } of plan.fields) needOfField(field, views, need, field.gathers);
  for (const field of plan.provenance) needOfField(field, views, need, true);
  for (const { view, account } of plannedAccounts(plan, views)) needOfAccount(view, account, need);
  return [...needed].flatMap(([view, operations]) =>
    [...operations].flatMap((operation) => readOf(plan, views, view, operation) ?? []),
  );
}

type Need = (view: AccountView, operation: string) => void;

function needOfField(
  field: UnifiedField,
  views: readonly AccountView[],
  need: Need,
  all: boolean,
): void {
  for (const candidate of candidatesOf(field, views)) {
    const { kind } = stateOf(candidate);
    if (kind === 'unread') need(candidate.view, candidate.source.field.operation);
    if (!all && (kind === 'unread' || kind === 'value')) return;
  }
}

function needOfAccount(view: AccountView, account: AccountPlan, need: Need): void {
  if (account.main && !view.reading(view.adapter.mainRead)) need(view, view.adapter.mainRead);
  for (const property of account.properties) {
    const operation = view.adapter.fields[property]?.operation;
    if (operation && !view.reading(operation)) need(view, operation);
  }
}

/** Each account with what the query selects of it. */
export function* plannedAccounts(
  plan: UserPlan,
  views: readonly AccountView[],
): Generator<{ view: AccountView; account: AccountPlan }, void> {
  const seen = new Set<string>();
  for (const view of views) {
    const type = view.adapter.accountType;
    const all = plan.accounts.get(type);
    if (all) yield { view, account: all };
    const first = plan.firstAccounts.get(type);
    if (first && !seen.has(type)) yield { view, account: first };
    seen.add(type);
  }
}

/** An operation that is asked by name first needs to know which names there are. */
function readOf(
  plan: UserPlan,
  views: readonly AccountView[],
  view: AccountView,
  operation: string,
): Read | null {
  const listing = view.adapter.reads[operation]?.namesFrom;
  if (listing === undefined) return { view, operation, names: [] };
  const listed = view.property(listing);
  const listingOperation = view.adapter.fields[listing]?.operation;
  if (listed.kind === 'unread' && listingOperation) {
    return { view, operation: listingOperation, names: [] };
  }
  if (listed.kind === 'failed' || listed.kind === 'absent') {
    view.keep(operation, listed);
    return null;
  }
  const names = namesToAsk(view.names(listing), asksOf(plan, views, view), plan.namedBehindEdges);
  if (names.length > 0) return { view, operation, names };
  const list = listingOperation === undefined ? undefined : view.reading(listingOperation);
  if (list?.kind === 'found') view.keep(operation, { ...list, record: {} });
  return null;
}

function asksOf(plan: UserPlan, views: readonly AccountView[], view: AccountView): NamesAsked[] {
  const ofAccounts = [...plannedAccounts(plan, views)].flatMap((planned) =>
    planned.view === view ? planned.account.named : NO_ACCOUNT_PLAN.named,
  );
  return [...plan.named, ...ofAccounts];
}
