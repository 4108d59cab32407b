import type { Trace } from '#backends';
import type { LoadedAccount } from './loaded-account.ts';
import { namesToAsk } from './named.ts';
import { NO_ACCOUNT_PLAN } from './query-plan.ts';
import type { AccountPlan, NamesAsked, UserQueryPlan } from './query-plan.ts';
import type { BoundField } from './bound-field.ts';
import { tracePlan } from './trace-plan.ts';
import { candidatesOf, stateOf, loadedAccountOf } from './source.ts';
import type { Candidate } from './source.ts';

/** One call that a plan needs. */
export interface Read {
  readonly loaded: LoadedAccount;
  readonly operation: string;
  readonly names: readonly string[];
}

interface Need {
  readonly loaded: LoadedAccount;
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
  readonly #loadedAccounts: readonly LoadedAccount[];
  readonly #trace: Trace | null;
  #undecided: readonly Undecided[];
  /** What is needed and not on its way. */
  #needs: Need[] = [];

  constructor(
    plan: UserQueryPlan,
    loadedAccounts: readonly LoadedAccount[],
    sought: readonly BoundField[],
    trace: Trace | null = null,
  ) {
    this.#plan = plan;
    this.#loadedAccounts = loadedAccounts;
    this.#trace = trace;
    if (trace) tracePlan(trace, sought, loadedAccounts);
    const undecided: Undecided[] = [];
    for (const { wanted, candidates } of sought) {
      const { name, kind } = wanted.field;
      if (kind === 'contactPoints') this.#needAll(candidates, name);
      else undecided.push({ name, candidates, turn: 0 });
    }
    this.#undecided = undecided;
    for (const field of plan.provenance) {
      this.#needAll(candidatesOf(field, loadedAccounts), `provenance(${field.name})`);
    }
    for (const { loaded, account } of plannedAccounts(plan, loadedAccounts))
      this.#needOfAccount(loaded, account);
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
      const loaded = loadedAccountOf(candidate, this.#loadedAccounts);
      const { operation } = candidate.source.field;
      this.#trace?.needed(loaded.row, operation, field.name);
      const { kind } = stateOf(candidate.source, loaded);
      if (kind === 'value') return false;
      if (kind === 'unread') {
        this.#need(loaded, operation);
        return true;
      }
    }
  }

  #needAll(candidates: readonly Candidate[], name: string): void {
    for (const candidate of candidates) {
      const loaded = loadedAccountOf(candidate, this.#loadedAccounts);
      const { operation } = candidate.source.field;
      this.#trace?.needed(loaded.row, operation, name);
      this.#need(loaded, operation);
    }
  }

  #needOfAccount(loaded: LoadedAccount, account: AccountPlan): void {
    const { accountType, mainRead, fields } = loaded.adapter;
    if (account.ofMainRead.size > 0) this.#need(loaded, mainRead);
    for (const name of account.ofMainRead) {
      this.#trace?.needed(loaded.row, mainRead, `${accountType}.${name}`);
    }
    for (const property of account.properties) {
      const operation = fields[property]?.operation;
      if (!operation) continue;
      this.#trace?.needed(loaded.row, operation, `${accountType}.${property}`);
      this.#need(loaded, operation);
    }
  }

  #need(loaded: LoadedAccount, operation: string): void {
    if (loaded.claimRead(operation)) this.#needs.push({ loaded, operation });
  }

  /** An operation that is asked by name first needs to know which names there are. */
  #readFor(need: Need): Read | null {
    const { loaded, operation } = need;
    const listing = loaded.adapter.reads[operation]?.namesFrom;
    if (listing === undefined) return { loaded, operation, names: [] };
    const listed = loaded.property(listing);
    const listingOperation = loaded.adapter.fields[listing]?.operation ?? '';
    if (listed.kind === 'unread') {
      this.#needs.push(need);
      return loaded.claimRead(listingOperation)
        ? { loaded, operation: listingOperation, names: [] }
        : null;
    }
    if (listed.kind === 'failed' || listed.kind === 'absent') {
      loaded.record(operation, listed);
      return null;
    }
    const missing = loaded.missing(listingOperation);
    if (missing) {
      loaded.record(operation, missing);
      return null;
    }
    const names = namesToAsk(loaded.names(listing), this.#asksOf(loaded), this.#plan.namedAnywhere);
    if (names.length > 0) return { loaded, operation, names };
    const list = loaded.reading(listingOperation);
    if (list?.kind === 'found') loaded.record(operation, { ...list, record: {} });
    return null;
  }

  #asksOf(loaded: LoadedAccount): NamesAsked[] {
    const ofAccounts = [...plannedAccounts(this.#plan, this.#loadedAccounts)].flatMap((planned) =>
      planned.loaded === loaded ? planned.account.named : NO_ACCOUNT_PLAN.named,
    );
    return [...this.#plan.named, ...ofAccounts];
  }
}

/** Each account with what the query selects of it. */
export function* plannedAccounts(
  plan: UserQueryPlan,
  loadedAccounts: readonly LoadedAccount[],
): Generator<{ loaded: LoadedAccount; account: AccountPlan }, void> {
  const seen = new Set<string>();
  for (const loaded of loadedAccounts) {
    const type = loaded.adapter.accountType;
    const all = plan.accounts.get(type);
    if (all) yield { loaded, account: all };
    const first = plan.firstAccounts.get(type);
    if (first && !seen.has(type)) yield { loaded, account: first };
    seen.add(type);
  }
}
