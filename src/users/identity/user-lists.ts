import { isUserId } from '#registry';
import type { Page, PageQuery, Registry, UserRow } from '#registry';
import type { Backend, QueryAllUsersArgs } from '#schema';
import type { InTime } from './in-time.ts';
import { pageFrom, rangeOf } from './paging.ts';
import type { PageOf, Paged, Range } from './paging.ts';
import type { Visibility } from './visibility.ts';

/** One page of users, newest first, after Relay's cursor connections. */
export interface UserConnection extends PageOf<UserRow> {
  readonly hasAccountAt: Backend | null;
}

export type Edge = UserConnection['edges'][number];

const USERS: Paged = { field: 'allUsers', prefix: 'user:', isId: isUserId, things: 'users' };

/** Lists people for one request: each page, and each number of them, is read once. */
export class UserLists {
  readonly #registry: Registry;
  readonly #inTime: InTime;
  readonly #visibility: Visibility;
  readonly #pages = new Map<string, Promise<UserConnection>>();
  readonly #totals = new Map<Backend | null, Promise<number>>();

  constructor(registry: Registry, inTime: InTime, visibility: Visibility) {
    this.#registry = registry;
    this.#inTime = inTime;
    this.#visibility = visibility;
  }

  /** @throws InputError when the arguments do not describe one page. */
  async page(args: QueryAllUsersArgs): Promise<UserConnection> {
    const range = rangeOf(args, USERS);
    const hasAccountAt = args.filter?.hasAccountAt ?? null;
    const key = JSON.stringify([range, hasAccountAt]);
    const page = this.#pages.get(key) ?? this.#read(range, hasAccountAt);
    this.#pages.set(key, page);
    return page;
  }

  async total(hasAccountAt: Backend | null): Promise<number> {
    const total =
      this.#totals.get(hasAccountAt) ??
      this.#inTime(async () => this.#registry.count(hasAccountAt, this.#visibility.corporations));
    this.#totals.set(hasAccountAt, total);
    return total;
  }

  /** Forgets what was read: a write has changed it. */
  forget(): void {
    this.#pages.clear();
    this.#totals.clear();
  }

  async #read(range: Range, hasAccountAt: Backend | null): Promise<UserConnection> {
    const [{ users, hasMore }, first] = await Promise.all([
      this.#page({ ...range, hasAccountAt }),
      range.beyond === null ? null : this.#first({ ...range, beyond: null }, hasAccountAt),
    ]);
    const nodes = users.flatMap((user) => this.#visibility.person(user) ?? []);
    return { ...pageFrom({ nodes, hasMore, first }, range, USERS), hasAccountAt };
  }

  async #page(query: PageQuery): Promise<Page> {
    const scopes = this.#visibility.corporations;
    return this.#inTime(async () => this.#registry.page({ ...query, scopes }));
  }

  /** The first id of the whole list: the newest, or the oldest. */
  async #first(whole: Range, hasAccountAt: Backend | null): Promise<string | null> {
    const { users } = await this.#page({ ...whole, limit: 1, hasAccountAt });
    return users[0]?.id ?? null;
  }
}
