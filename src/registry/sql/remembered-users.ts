import type { FindUsers } from './find-users.ts';
import { keyText, usersOf } from '../match.ts';
import type { UserKey, UserRow } from '../registry.ts';

/** Keys remembered at most; past it all are forgotten. */
const KEPT = 10_000;

type Known = Map<string, readonly UserRow[]>;

/**
 * Finds users again without reading them again while nothing was committed, in this process or another: `version` tells
 * by another number. It is asked before the rows are read, so that these are never older.
 */
export class RememberedUsers {
  readonly #find: FindUsers;
  readonly #version: () => number;
  #known: Known = new Map();
  #knownAt = NaN;

  constructor(find: FindUsers, version: () => number) {
    this.#find = find;
    this.#version = version;
  }

  /** Who is behind a key, by its `keyText`, where that is known; `null` where it has to be read. */
  recall(text: string): readonly UserRow[] | null {
    return this.#current().get(text) ?? null;
  }

  /** The same object while no process has committed anything. */
  state(): object {
    return this.#current();
  }

  find(keys: readonly UserKey[]): Promise<readonly UserRow[]> {
    const asked = keys.map((key) => ({ key, text: keyText(key) }));
    return recalled(this.#current(), asked, this.#find);
  }

  #current(): Known {
    const now = this.#version();
    if (now !== this.#knownAt || this.#known.size > KEPT) this.#known = new Map();
    this.#knownAt = now;
    return this.#known;
  }
}

async function recalled(
  known: Known,
  asked: readonly { readonly key: UserKey; readonly text: string }[],
  find: FindUsers,
): Promise<readonly UserRow[]> {
  const unknown = asked.filter(({ text }) => !known.has(text));
  const rows = unknown.length === 0 ? [] : await find(unknown.map(({ key }) => key));
  for (const { key, text } of unknown) known.set(text, usersOf(rows, key));
  const users = new Map<string, UserRow>();
  for (const { text } of asked) {
    for (const user of known.get(text) ?? []) users.set(user.id, user);
  }
  return [...users.values()];
}
