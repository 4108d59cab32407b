import type { Trace } from '#backends';
import type { LoadedAccount } from './loaded-account.ts';
import { namesToAsk } from './named.ts';
import { NO_ACCOUNT_PLAN } from './query-plan.ts';
import type { AccountPlan, NamesAsked, UserQueryPlan } from './query-plan.ts';
import type { BoundField } from './bound-plan.ts';
import { tracePlan } from './trace-plan.ts';
import { candidatesOf, stateOf, viewOf } from './source.ts';
import type { Candidate } from './source.ts';

/** One call that a plan needs. */
export interface Read {
  readonly view: LoadedAccount;
  readonly operation: string;
  readonly names: readonly string[];
}

interface Need {
  readonly view: LoadedAccount;
  readonly operation: string;
}

/** A field that takes one value and waits for the candidate at `turn`: those before it had none. */
interface Undecided {
  readonly name: string;
  readonly candidates: readonly Candidate[];
  turn: number;
}

/**
 * Finds the calls that a plan needs: this is where calls are saved. A field asks its best source, and the next one only
 * when that had no value or failed; a gathering field and provenance ask all.
 */
export class ReadScheduler {
  readonly #plan: UserQueryPlan;
  readonly #views: readonly LoadedAccount[];
  readonly #trace: Trace | null;
  #undecided: readonly Undecided[];
  /** What is needed and not on its way. */
  #needs: Need[] = [];

  constructor(
    plan: UserQueryPlan,
    views: readonly LoadedAccount[],
    sought: readonly BoundField[],
    trace: Trace | null = null,
  ) {
    this.#plan = plan;
    this.#views = views;
    this.#trace = trace;
    if (trace) tracePlan(trace, sought, views);
    const undecided: Undecided[] = [];
    for (const { wanted, candidates } of sought) {
      const { name, kind } = wanted.field;
      if (kind === 'contactPoints') this.#needAll(candidates, name);
      else undecided.push({ name, candidates, turn: 0 });
    }
    this.#undecided = undecided;
    for (const field of plan.provenance) {
      this.#needAll(candidatesOf(field, views), `provenance(${field.name})`);
    }
    for (const { view, account } of plannedAccounts(plan, views))
      this.#needOfAccount(view, account);
  }

  /** The calls to make next, given what has been read; none comes twice. */
  next(): readonly Read[] {
    this.#undecided = this.#undecided.filter((field) => this.#needBest(field));
    const needs = this.#needs;
    this.#needs = [];
    return needs.flatMap((need) => this.#readFor(need) ?? []);
  }

  /** Whether a field waits for one of its candidates. */
  #needBest(field: Undecided): boolean {
    for (; ; field.turn += 1) {
      const candidate = field.candidates[field.turn];
      if (!candidate) return false;
      const view = viewOf(candidate, this.#views);
      const { operation } = candidate.source.field;
      this.#trace?.needed(view.row, operation, field.name);
      const { kind } = stateOf(candidate.source, view);
      if (kind === 'value') return false;
      if (kind === 'unread') {
        this.#need(view, operation);
        return true;
      }
    }
  }

  #needAll(candidates: readonly Candidate[], name: string): void {
    for (const candidate of candidates) {
      const view = viewOf(candidate, this.#views);
      const { operation } = candidate.source.field;
      this.#trace?.needed(view.row, operation, name);
      this.#need(view, operation);
    }
  }

  #needOfAccount(view: LoadedAccount, account: AccountPlan): void {
    const { accountType, mainRead, fields } = view.adapter;
    if (account.ofMainRead.size > 0) this.#need(view, mainRead);
    for (const name of account.ofMainRead) {
      this.#trace?.needed(view.row, mainRead, `${accountType}.${name}`);
    }
    for (const property of account.properties) {
      const operation = fields[property]?.operation;
      if (!operation) continue;
      this.#trace?.needed(view.row, operation, `${accountType}.${property}`);
      this.#need(view, operation);
    }
  }

  #need(view: LoadedAccount, operation: string): void {
    if (view.claimRead(operation)) this.#needs.push({ view, operation });
  }

  /** An operation that is asked by name first needs to know which names there are. */
  #readFor(need: Need): Read | null {
    const { view, operation } = need;
    const listing = view.adapter.reads[operation]?.namesFrom;
    if (listing === undefined) return { view, operation, names: [] };
    const listed = view.property(listing);
    const listingOperation = view.adapter.fields[listing]?.operation ?? '';
    if (listed.kind === 'unread') {
      this.#needs.push(need);
      return view.claimRead(listingOperation)
        ? { view, operation: listingOperation, names: [] }
        : null;
    }
    if (listed.kind === 'failed' || listed.kind === 'absent') {
      view.record(operation, listed);
      return null;
    }
    const missing = view.missing(listingOperation);
    if (missing) {
      view.record(operation, missing);
      return null;
    }
    const names = namesToAsk(view.names(listing), this.#asksOf(view), this.#plan.namedBehindEdges);
    if (names.length > 0) return { view, operation, names };
    const list = view.reading(listingOperation);
    if (list?.kind === 'found') view.record(operation, { ...list, record: {} });
    return null;
  }

  #asksOf(view: LoadedAccount): NamesAsked[] {
    const ofAccounts = [...plannedAccounts(this.#plan, this.#views)].flatMap((planned) =>
      planned.view === view ? planned.account.named : NO_ACCOUNT_PLAN.named,
    );
    return [...this.#plan.named, ...ofAccounts];
  }
}

/** Each account with what the query selects of it. */
export function* plannedAccounts(
  plan: UserQueryPlan,
  views: readonly LoadedAccount[],
): Generator<{ view: LoadedAccount; account: AccountPlan }, void> {
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
