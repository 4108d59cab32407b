import type { BackendAdapter, ReadLoader, Trace } from '#backends';
import type { AccountRow, Registry, UserRow } from '#registry';
import type { Backend } from '#schema';
import { accountsInOrder, mayStandIn } from './account-order.ts';
import { LoadedAccount, loadAccounts } from './loaded-account.ts';
import { hydrate } from './hydrate.ts';
import { descendPlainly } from './plain-descent.ts';
import { bindPlan } from './bound-plan.ts';
import type { BoundPlan } from './bound-plan.ts';
import { SAME_READINGS, keepUser, sameUser } from './kept-user.ts';
import { NO_USER_PLAN } from './query-plan.ts';
import type { LoneAccountPlan, UserQueryPlan } from './query-plan.ts';
import { presentAccount } from './present-account.ts';
import { presentUser } from './present-user.ts';
import type { PresentedUser } from './present-user.ts';
import type { Account, User } from './user-model.ts';
import type { AnswerPath, Warning } from './warning.ts';

export interface ReaderDeps {
  readonly registry: Registry;
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly loader: ReadLoader;
  readonly warn: (warning: Warning) => void;
  /** Told what was planned, when the caller wants to know. */
  readonly trace: Trace | null;
}

/** Descends from registry rows to what a query selects of them: hydrate, merge, present. One for a request. */
export class UserReader {
  readonly #deps: ReaderDeps;
  readonly #descents = new Map<UserQueryPlan, Map<UserRow, Promise<PresentedUser>>>();
  /** The same of lists, of which one may stand at many places as well. */
  readonly #lists = new Map<
    UserQueryPlan,
    Map<readonly UserRow[], Promise<readonly PresentedUser[]>>
  >();

  constructor(deps: ReaderDeps) {
    this.#deps = deps;
  }

  /** `at`: where the user stands in the answer, for those warnings that there are. */
  user(row: UserRow, plan: UserQueryPlan, at: () => AnswerPath): Promise<User> {
    return this.#descent(row, plan).then((presented) => this.#told(presented, at));
  }

  /** The same of several, who come together. */
  async users(
    rows: readonly UserRow[],
    plan: UserQueryPlan,
    at: (index: number) => AnswerPath,
  ): Promise<readonly User[]> {
    const all = await this.#together(rows, plan);
    return all.map((presented, index) => this.#told(presented, () => at(index)));
  }

  #together(rows: readonly UserRow[], plan: UserQueryPlan): Promise<readonly PresentedUser[]> {
    const lists =
      this.#lists.get(plan) ?? new Map<readonly UserRow[], Promise<readonly PresentedUser[]>>();
    this.#lists.set(plan, lists);
    const all = lists.get(rows) ?? Promise.all(rows.map((row) => this.#descent(row, plan)));
    lists.set(rows, all);
    return all;
  }

  #told({ user, warnings }: PresentedUser, at: () => AnswerPath): User {
    for (const warning of warnings) {
      this.#deps.warn({ ...warning, path: [...at(), ...warning.path] });
    }
    return user;
  }

  /** Forgets what was presented: a write has changed it. */
  forget(): void {
    this.#descents.clear();
    this.#lists.clear();
  }

  /** One account by itself, as `node`, a payload or an entity shows it. */
  async account(row: AccountRow, planFor: (type: string) => LoneAccountPlan): Promise<Account> {
    const adapter = this.#deps.adapters.get(row.backend);
    if (!adapter)
      throw new Error(`The registry holds an account at ${row.backend}, which is no backend.`);
    const loaded = new LoadedAccount(row, adapter);
    const plan = planFor(adapter.accountType);
    this.#deps.loader.showsMore();
    await hydrate(accountAlone(adapter.accountType, plan), [loaded], [], this.#deps);
    return presentAccount(loaded, plan);
  }

  /** A person may stand at many places of a list, and needs one descent. */
  #descent(row: UserRow, plan: UserQueryPlan): Promise<PresentedUser> {
    let descents = this.#descents.get(plan);
    if (!descents) this.#descents.set(plan, (descents = new Map()));
    const known = descents.get(row);
    if (known) return known;
    const descent = this.#descend(row, plan);
    descents.set(row, descent);
    return descent;
  }

  #descend(row: UserRow, plan: UserQueryPlan): Promise<PresentedUser> {
    const { adapters, trace } = this.#deps;
    const accounts = accountsInOrder(row, adapters);
    const bound = bindPlan(plan, accounts);
    const { plain } = bound;
    if (plain && !trace && !accounts.some(mayStandIn)) {
      return descendPlainly({ row, accounts, plan, bound, plain }, this.#deps);
    }
    return this.#descendGenerally(row, plan, bound);
  }

  async #descendGenerally(
    row: UserRow,
    plan: UserQueryPlan,
    bound: BoundPlan,
  ): Promise<PresentedUser> {
    // Such as the times of accounts and of provenance.
    this.#deps.loader.showsMore();
    const loadedAccounts = loadAccounts(row, this.#deps.adapters);
    await hydrate(plan, loadedAccounts, bound.fields, this.#deps);
    const readings = this.#deps.trace ? [] : loadedAccounts.flatMap((loaded) => loaded.readings());
    const before = sameUser(bound, row, readings, SAME_READINGS);
    if (before) return before;
    const presented = presentUser(row, loadedAccounts, bound, plan);
    keepUser(bound, row, readings, presented, SAME_READINGS);
    return presented;
  }
}

function accountAlone(type: string, plan: LoneAccountPlan): UserQueryPlan {
  const { namedAnywhere } = plan;
  return { ...NO_USER_PLAN, accounts: new Map([[type, plan]]), namedAnywhere };
}
