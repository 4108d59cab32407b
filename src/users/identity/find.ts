import DataLoader from 'dataloader';
import type { BackendAdapter, ReadLoader } from '#backends';
import { FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import { accountText, keyText, usersOf } from '#registry';
import type {
  AccountRow,
  Conflict,
  DurableRegistry,
  NewAccount,
  UserKey,
  UserRow,
} from '#registry';
import type { Backend, UserBy } from '#schema';
import type { CachedContacts } from './cached-contacts.ts';
import { allOf } from './at-once.ts';
import { duplicatesOf } from './duplicates.ts';
import type { PossibleDuplicate } from './duplicates.ts';
import type { InTime } from './in-time.ts';
import type { ExtractContactPoints } from './contact-point-occurrences.ts';
import { userKeyFrom } from './user-by.ts';
import { visibleConflicts } from './visibility.ts';
import type { Visibility } from './visibility.ts';

export interface FinderDeps {
  readonly registry: DurableRegistry;
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly loader: ReadLoader;
  /** Who asks, for the history. */
  readonly actor: string;
  readonly contactPointsIn: ExtractContactPoints;
  /** What was read a moment ago of e-mail addresses and phone numbers; `null` when it must not be used. */
  readonly cached: CachedContacts | null;
  readonly inTime: InTime;
  /** Whom the caller may know of: the others are not found. */
  readonly visibility: Visibility;
}

/** Finds people for one request: all keys of a tick are one registry statement, and a key is looked up once. */
export class Finder {
  readonly #sources: FinderDeps;
  /** That of the registry when the request began to find people; `null` once the request itself has changed it. */
  #state: object | null;
  readonly #loader: DataLoader<UserKey, readonly UserRow[], string>;
  /** Who was found, by their keys as text. */
  readonly #found = new Map<string, readonly UserRow[]>();
  /** The accounts that are being adopted, or were, by their keys as text. */
  readonly #adopting = new Map<string, Promise<UserRow | null>>();
  // Few queries ask for these: they are made when one does.
  #duplicates: DataLoader<string, readonly PossibleDuplicate[]> | undefined;
  #conflicts: DataLoader<string, readonly Conflict[]> | undefined;

  constructor(sources: FinderDeps) {
    this.#sources = sources;
    this.#state = sources.registry.state();
    this.#loader = new DataLoader(
      async (keys) => {
        const visible = this.#visible(await sources.registry.find(keys));
        return keys.map((key) => this.#keep(keyText(key), usersOf(visible, key)));
      },
      { cacheKeyFn: keyText },
    );
  }

  /**
   * The person behind any identifier. A backend's identifier that nobody holds is asked of its backend and adopted.
   * @throws InputError when the identifier breaks its scheme, CONFLICT when several people share it,
   *   BackendError when the backend could not say.
   */
  async user(by: UserBy): Promise<UserRow | null> {
    return this.look(by);
  }

  /** The same, at once where it is known and at once where it cannot be. */
  look(by: UserBy): UserRow | null | Promise<UserRow | null> {
    const key = userKeyFrom(by, this.#sources.adapters);
    const users = this.#users(key);
    return users instanceof Promise
      ? users.then((found) => this.#orAdopted(key, single(found)))
      : this.#orAdopted(key, single(users));
  }

  #orAdopted(key: UserKey, known: UserRow | null): UserRow | null | Promise<UserRow | null> {
    if (known || key.by !== 'key' || !this.#mayAdopt(key)) return known;
    return this.#adoptConfirmed(key);
  }

  /** Who is known by a key, without asking a backend. */
  async known(key: UserKey): Promise<UserRow | null> {
    return single(await this.#users(key));
  }

  async byUserId(id: string): Promise<UserRow | null> {
    return this.known({ by: 'userId', id });
  }

  async account(id: string): Promise<AccountRow | null> {
    const user = await this.known({ by: 'accountId', id });
    return user?.accounts.find((row) => row.id === id) ?? null;
  }

  /**
   * The people behind accounts that a backend itself named: that confirms them, so they are adopted without a call. At once
   * where the same list was found before.
   */
  named(
    keys: readonly AccountKey[],
    evidence: string,
  ): readonly UserRow[] | Promise<readonly UserRow[]> {
    return this.#knownHolders(keys) ?? this.#named(keys, evidence);
  }

  async #named(keys: readonly AccountKey[], evidence: string): Promise<readonly UserRow[]> {
    const found = await this.#holders(keys);
    const unknown = keys.filter((key, index) => !found[index] && this.#mayAdopt(key));
    if (unknown.length === 0) {
      const rows = found.filter((row) => row !== null);
      return this.#keepHolders(keys, rows);
    }
    const erased = new Set(await this.#suppressed(unknown, evidence));
    await this.#adopt(
      unknown.filter((key) => !erased.has(key)),
      evidence,
    );
    const all = await this.#holders(keys);
    return all.filter((row) => row !== null);
  }

  /** Who may be the same person; the same few registry statements for all who are asked in a tick. */
  async possibleDuplicates(userId: string): Promise<readonly PossibleDuplicate[]> {
    this.#duplicates ??= this.#duplicatesLoader();
    return this.#duplicates.load(userId);
  }

  /** What speaks against an account's link; one registry statement for all that are asked for in a tick. */
  async conflicts({ id }: AccountRow): Promise<readonly Conflict[]> {
    this.#conflicts ??= this.#conflictsLoader();
    return this.#conflicts.load(id);
  }

  /** Whether an account is the one that an identifier names. */
  isAccount(row: AccountRow, by: UserBy): boolean {
    const key = userKeyFrom(by, this.#sources.adapters);
    return (
      key.by === 'key' &&
      key.backend === row.backend &&
      key.scope === row.scope &&
      key.ref === row.ref
    );
  }

  /** Forgets what was looked up: a write has changed it. */
  forget(): void {
    this.#state = null;
    this.#loader.clearAll();
    this.#found.clear();
    this.#adopting.clear();
    this.#duplicates?.clearAll();
    this.#conflicts?.clearAll();
  }

  /** The user who holds an account, without asking its backend. */
  async holder(key: AccountKey): Promise<UserRow | null> {
    return this.known({ by: 'key', ...key });
  }

  /** At once where they were found before, so that a request sees one state of them, or where the registry remembers them. */
  #users(key: UserKey): readonly UserRow[] | Promise<readonly UserRow[]> {
    const text = keyText(key);
    const before = this.#found.get(text);
    if (before) return before;
    const known = this.#sources.registry.recall(text);
    if (!known) return this.#loader.load(key);
    const { isBound } = this.#sources.visibility;
    // Nobody is found by an account that the caller may not know of.
    return this.#keep(text, isBound ? usersOf(this.#visible(known), key) : known);
  }

  #keep(text: string, users: readonly UserRow[]): readonly UserRow[] {
    this.#found.set(text, users);
    return users;
  }

  /** What the caller may know of them. */
  #visible(rows: readonly UserRow[]): readonly UserRow[] {
    const { visibility } = this.#sources;
    return visibility.isBound ? rows.flatMap((row) => visibility.person(row) ?? []) : rows;
  }

  async #holders(keys: readonly AccountKey[]): Promise<readonly (UserRow | null)[]> {
    const users = allOf(keys.map((key) => this.#users({ by: 'key', ...key })));
    return (users instanceof Promise ? await users : users).map(single);
  }

  /** Of the same list, which a record that came again brings again. */
  #knownHolders(keys: readonly AccountKey[]): readonly UserRow[] | null {
    if (this.#sources.visibility.isBound) return null;
    const known = holders.get(keys);
    return known && known.state === this.#state ? known.rows : null;
  }

  #keepHolders(keys: readonly AccountKey[], rows: readonly UserRow[]): readonly UserRow[] {
    const state = this.#state;
    if (state && !this.#sources.visibility.isBound) holders.set(keys, { state, rows });
    return rows;
  }

  #duplicatesLoader(): DataLoader<string, readonly PossibleDuplicate[]> {
    const { registry, contactPointsIn, cached, inTime } = this.#sources;
    const find = async (keys: readonly UserKey[]) =>
      (await Promise.all(keys.map(async (key) => this.#users(key)))).flat();
    return new DataLoader(async (userIds) =>
      inTime(async () => duplicatesOf(userIds, { registry, find, contactPointsIn, cached })),
    );
  }

  #conflictsLoader(): DataLoader<string, readonly Conflict[]> {
    const { registry, visibility } = this.#sources;
    return new DataLoader(async (accountIds) => {
      const conflicts = await registry.conflicts(accountIds);
      const byAccount = Map.groupBy(conflicts, ({ accountId }) => accountId);
      return Promise.all(
        accountIds.map(async (id) =>
          visibleConflicts(byAccount.get(id) ?? [], visibility, async (user) =>
            this.byUserId(user),
          ),
        ),
      );
    });
  }

  /** Whom the caller could not find afterwards it brings nobody to know, and asks no backend of. */
  #mayAdopt(key: AccountKey): boolean {
    return this.#sources.visibility.owns(key);
  }

  /** Once for an account that is asked for at several places: what they read of it then is read together. */
  async #adoptConfirmed(key: AccountKey): Promise<UserRow | null> {
    const text = accountText(key);
    const adopting = this.#adopting.get(text) ?? this.#confirmAndAdopt(key);
    this.#adopting.set(text, adopting);
    return adopting;
  }

  async #confirmAndAdopt(key: AccountKey): Promise<UserRow | null> {
    const adapter = this.#sources.adapters.get(key.backend);
    if (!adapter?.reads[adapter.mainRead]) return null;
    // Of somebody who was erased nothing is read: they are as unknown as anybody.
    if ((await this.#suppressed([key], 'lookup')).length > 0) return null;
    const reading = await this.#sources.loader.load(adapter, key, adapter.mainRead);
    if (reading.kind === 'failed') throw reading.error;
    if (reading.kind !== 'found') return null;
    const aliases = adapter.reads[adapter.mainRead]?.aliases?.(reading.record);
    await this.#adopt([{ ...key, aliases }], 'lookup');
    return this.holder(key);
  }

  async #suppressed(
    accounts: readonly AccountKey[],
    evidence: string,
  ): Promise<readonly AccountKey[]> {
    const { registry, actor } = this.#sources;
    return registry.erasures.suppress(accounts, { kind: 'ADOPT', actor, evidence });
  }

  async #adopt(accounts: readonly NewAccount[], evidence: string): Promise<void> {
    const { registry, actor } = this.#sources;
    await registry.adopt(accounts, { kind: 'ADOPT', actor, evidence });
    for (const { backend, scope, ref } of accounts) {
      const key = { by: 'key', backend, scope, ref } as const;
      this.#loader.clear(key);
      this.#found.delete(keyText(key));
    }
  }
}

/** Who holds the accounts of a list, in a state of the registry. */
const holders = new WeakMap<
  readonly AccountKey[],
  { readonly state: object; readonly rows: readonly UserRow[] }
>();

function single(rows: readonly UserRow[]): UserRow | null {
  if (rows.length > 1) {
    throw new FacetError(
      'CONFLICT',
      'Several users share this identifier. Look the person up by an identifier that is theirs alone.',
    );
  }
  return rows[0] ?? null;
}
