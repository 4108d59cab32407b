import type { AccountKey } from '#normalise';
import type { AccountRow, Conflict, UserRow } from '#registry';

type Place = Pick<AccountKey, 'scope'>;

/**
 * Whom and what a caller may know of. A caller that is bound to corporations knows of the people who have an account in one
 * of them, of these accounts, and of the accounts that the same people have at backends without corporations. All else is
 * to it as if it did not exist, also where it asks by an identifier. docs/decisions/19-bound-callers.md has the reasons.
 */
export class Visibility {
  readonly #corporations: ReadonlySet<string> | null;

  /** `null`: everybody and everything. */
  constructor(corporations: ReadonlySet<string> | null) {
    this.#corporations = corporations;
  }

  get isBound(): boolean {
    return this.#corporations !== null;
  }

  /** The corporations to which the registry narrows what it lists; `null` for all. */
  get corporations(): readonly string[] | null {
    return this.#corporations && [...this.#corporations];
  }

  /** Whether an account there is of no other corporation: the caller may see it if it may see its person. */
  mayKnow({ scope }: Place): boolean {
    return scope === '' || this.owns({ scope });
  }

  /** Whether an account there is the caller's by itself: it may be found, created, linked and unlinked. */
  owns({ scope }: Place): boolean {
    return this.#corporations === null || this.#corporations.has(scope);
  }

  /** What the caller sees of a person, or nothing of nobody. */
  person(row: UserRow): UserRow | null {
    if (this.#corporations === null) return row;
    const seen = seenBy(this.#corporations);
    const before = seen.get(row);
    if (before !== undefined) return before;
    const isKnown = row.accounts.some((account) => this.owns(account));
    const person = isKnown
      ? { ...row, accounts: row.accounts.filter((account) => this.mayKnow(account)) }
      : null;
    seen.set(row, person);
    return person;
  }
}

type Seen = WeakMap<UserRow, UserRow | null>;

const seenByAll = new WeakMap<ReadonlySet<string>, Seen>();

/** What callers of these corporations see of people: one object for a row, so that what was read for it is found again. */
function seenBy(corporations: ReadonlySet<string>): Seen {
  const seen = seenByAll.get(corporations) ?? new WeakMap<UserRow, UserRow | null>();
  seenByAll.set(corporations, seen);
  return seen;
}

/** Looks a person up by an id of Facet's, as far as the caller may know of them. */
export type FindPerson = (id: string) => Promise<UserRow | null>;

/** Of conflicts those that name nobody whom the caller may not know of. */
export async function visibleConflicts(
  conflicts: readonly Conflict[],
  visibility: Visibility,
  find: FindPerson,
): Promise<readonly Conflict[]> {
  if (!visibility.isBound) return conflicts;
  const isVisible = async ({ account, userId, holderId }: Conflict): Promise<boolean> => {
    if (!visibility.mayKnow(account)) return false;
    const people = await Promise.all([userId, ...(holderId === null ? [] : [holderId])].map(find));
    return people.every((person) => person !== null);
  };
  const visible = await Promise.all(conflicts.map(isVisible));
  return conflicts.filter((_, index) => visible[index]);
}

/** Whether an account that a write came to is one of a person whom the caller may know of. */
export async function isVisibleAccount(
  { id, userId }: AccountRow,
  visibility: Visibility,
  find: FindPerson,
): Promise<boolean> {
  if (!visibility.isBound) return true;
  const person = await find(userId);
  return person?.accounts.some((account) => account.id === id) ?? false;
}
