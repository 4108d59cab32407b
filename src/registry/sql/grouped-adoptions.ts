import { setImmediate as turn } from 'node:timers/promises';
import { isSettled, keysOf } from './adopt.ts';
import type { FindUsers } from './find-users.ts';
import { isOfRegistry } from './grouped-writes.ts';
import { accountText, usersOf } from '../match.ts';
import type { Cause, NewAccount, UserRow } from '../registry.ts';

/** What somebody adopts, and how they are told. */
interface Entry {
  readonly accounts: readonly NewAccount[];
  readonly cause: Cause;
  readonly settle: (users: readonly UserRow[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Accounts of one transaction: what others wait for meanwhile is to stay short. One entry alone may have more. */
const LARGEST = 256;

export interface AdoptionDeps {
  /** Reads what is committed. */
  readonly find: FindUsers;
  /** Adopts in one transaction, and returns the users of all accounts. */
  readonly write: (accounts: readonly NewAccount[], cause: Cause) => Promise<readonly UserRow[]>;
}

/**
 * Lets adoptions that come together share a look-up and a transaction: a list of people whom only a backend knew is one
 * way to the disk, or to the server and back, and not one a person. Everybody is answered with the users of their own
 * accounts. Where a transaction fails by one of them, each is adopted by itself.
 */
export class GroupedAdoptions {
  readonly #deps: AdoptionDeps;
  #waiting: Entry[] = [];
  #running: Promise<void> | null = null;

  constructor(deps: AdoptionDeps) {
    this.#deps = deps;
  }

  async adopt(accounts: readonly NewAccount[], cause: Cause): Promise<readonly UserRow[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly UserRow[]>();
    this.#waiting.push({ accounts, cause, settle: resolve, fail: reject });
    this.#running ??= this.#adoptAll();
    return promise;
  }

  /** Resolves once all that wait are answered. */
  async finish(): Promise<void> {
    await this.#running;
  }

  async #adoptAll(): Promise<void> {
    // Those that come in the same turn are a group.
    await turn();
    while (this.#waiting.length > 0) {
      const group = this.#nextGroup();
      // Nobody may be left without an answer, whatever failed.
      await this.#adoptGroup(group).catch((error: unknown) => failAll(group, error));
      // Whoever reads meanwhile need not wait for all groups.
      await turn();
    }
    this.#running = null;
  }

  /** The longest waiting, and those of the same cause who tell of other accounts: what is told of one has an order. */
  #nextGroup(): readonly Entry[] {
    const [first] = this.#waiting;
    const cause = first && causeText(first.cause);
    const taken = new Set<string>();
    const group: Entry[] = [];
    const later: Entry[] = [];
    for (const entry of this.#waiting) {
      const texts = entry.accounts.map(accountText);
      const fits =
        causeText(entry.cause) === cause &&
        (group.length === 0 || taken.size + texts.length <= LARGEST) &&
        !texts.some((text) => taken.has(text));
      (fits ? group : later).push(entry);
      // Also of one that waits: it must not be overtaken.
      for (const text of texts) taken.add(text);
    }
    this.#waiting = later;
    return group;
  }

  async #adoptGroup(group: readonly Entry[]): Promise<void> {
    const known = await this.#deps.find(keysOf(accountsOf(group)));
    const open = group.filter((entry) => !isSettled(known, entry.accounts));
    for (const entry of group) if (!open.includes(entry)) answer(entry, known);
    const [first] = open;
    if (!first) return;
    try {
      const users = await this.#deps.write(accountsOf(open), first.cause);
      for (const entry of open) answer(entry, users);
    } catch (error) {
      // The database failed: each by itself would only fail too, or nobody knows whether it was done.
      if (open.length === 1 || isOfRegistry(error)) failAll(open, error);
      else for (const entry of open) await this.#adoptAlone(entry);
    }
  }

  async #adoptAlone({ accounts, cause, settle, fail }: Entry): Promise<void> {
    await this.#deps.write(accounts, cause).then(settle, fail);
  }
}

const accountsOf = (group: readonly Entry[]): readonly NewAccount[] =>
  group.flatMap(({ accounts }) => accounts);

const causeText = ({ kind, actor, evidence }: Cause): string =>
  JSON.stringify([kind, actor, evidence]);

function answer({ accounts, settle }: Entry, users: readonly UserRow[]): void {
  const own = keysOf(accounts).flatMap((key) => usersOf(users, key));
  settle([...new Set(own)]);
}

function failAll(group: readonly Entry[], error: unknown): void {
  for (const { fail } of group) fail(error);
}
