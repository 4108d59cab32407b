import { expect } from 'vitest';
import type { WireRecord } from '#normalise';
import { accountText } from '#registry';
import type { HistoryRow, NewAccount, Registry } from '#registry';
import type { MergeResult, UnlinkResult } from '../../src/registry/registry.ts';

interface Held {
  readonly account: NewAccount;
  readonly userId: string;
  readonly written: WireRecord | null;
}

interface Merge {
  readonly survivor: string;
  readonly merged: string;
  readonly named: string;
  readonly moved: readonly string[];
}

/** What a registry should hold, kept in the plainest way: who the users are, who has which account, who is whom. */
export class Model {
  /** Oldest first; also those who are merged. */
  readonly users: string[] = [];
  readonly #held = new Map<string, Held>();
  #merges: readonly Merge[] = [];

  holder(account: NewAccount): string | undefined {
    return this.#held.get(accountText(account))?.userId;
  }

  /** Whom an id means. */
  person(id: string): string {
    const merge = this.#merges.find(({ merged }) => merged === id);
    return merge ? this.person(merge.survivor) : id;
  }

  hold(userId: string, account: NewAccount): void {
    if (!this.users.includes(userId)) this.users.push(userId);
    this.#held.set(accountText(account), { account, userId, written: null });
  }

  write(account: NewAccount, record: WireRecord): void {
    const held = this.#held.get(accountText(account));
    if (!held) throw new Error('The model holds no such account.');
    const written = { ...held.written, ...record };
    this.#held.set(accountText(account), { ...held, written });
  }

  /** What linking comes to, by the port's words; `null` stands for a new user. */
  verdict(userId: string | null, account: NewAccount): 'linked' | 'already' | 'taken' | 'occupied' {
    const person = userId === null ? null : this.person(userId);
    const holder = this.holder(account);
    if (holder !== undefined) return holder === person ? 'already' : 'taken';
    const isBeside = (held: Held) => held.userId === person && inOnePlace(held.account, account);
    return [...this.#held.values()].some(isBeside) ? 'occupied' : 'linked';
  }

  /** What linking and perhaps merging comes to, done. */
  linkOrMerge(userId: string, account: NewAccount): MergeResult['kind'] {
    const verdict = this.verdict(userId, account);
    if (verdict === 'linked') this.hold(this.person(userId), account);
    return verdict === 'taken' ? this.#merge(this.person(userId), account) : verdict;
  }

  #merge(person: string, account: NewAccount): MergeResult['kind'] {
    const pair = [person, this.holder(account) ?? ''].toSorted(
      (one, other) => this.users.indexOf(one) - this.users.indexOf(other),
    );
    const [survivor = '', merged = ''] = pair;
    const [kept, moved] = [this.#accountsOf(survivor), this.#accountsOf(merged)];
    const areRivals = kept.some((one) =>
      moved.some((other) => inOnePlace(one.account, other.account)),
    );
    if (areRivals) return 'conflict';
    const texts = moved.map((held) => accountText(held.account));
    this.#move(texts, survivor);
    const merge = { survivor, merged, named: accountText(account), moved: texts };
    this.#merges = [merge, ...this.#merges];
    return 'merged';
  }

  /** What unlinking comes to, done. */
  unlink(userId: string, account: NewAccount): UnlinkResult {
    const person = this.person(userId);
    const text = accountText(account);
    if (this.holder(account) !== person) return { kind: 'none' };
    const behind = this.#merges.find(
      ({ survivor, named, moved }) =>
        survivor === person && (named === text || moved.includes(text)),
    );
    if (!behind) {
      this.#held.delete(text);
      return { kind: 'unlinked', cancelled: [], userId: person };
    }
    this.#merges = this.#merges.filter((merge) => merge !== behind);
    this.#move(behind.moved, behind.merged);
    return {
      kind: 'unmerged',
      cancelled: [],
      userId: behind.moved.includes(text) ? behind.survivor : behind.merged,
    };
  }

  accounts(): readonly NewAccount[] {
    return [...this.#held.values()].map(({ account }) => account);
  }

  #accountsOf(userId: string): readonly Held[] {
    return [...this.#held.values()].filter((held) => held.userId === userId);
  }

  #move(texts: readonly string[], userId: string): void {
    for (const text of texts) {
      const held = this.#held.get(text);
      if (held) this.#held.set(text, { ...held, userId });
    }
  }

  /** Comparable with `stateOf` a registry. */
  state(): unknown {
    return sorted(
      this.users.map((id) => [
        id,
        this.person(id),
        sorted(
          this.#accountsOf(this.person(id)).map(({ account, written }) => [
            accountText(account),
            written,
          ]),
        ),
      ]),
    );
  }
}

const inOnePlace = (one: NewAccount, other: NewAccount): boolean =>
  one.backend === other.backend && one.scope === other.scope;

/** The history of everybody: what was written stays as it was. */
export class Chronicle {
  #rows = new Map<string, HistoryRow>();

  static async of(registry: Registry, { users }: Model): Promise<Map<string, HistoryRow>> {
    const histories = await Promise.all(users.map(async (id) => registry.history(id)));
    return new Map(histories.flat().map((row) => [row.id, row]));
  }

  /** Everything that was told before is told as before. */
  async goesOn(registry: Registry, model: Model): Promise<void> {
    const rows = await Chronicle.of(registry, model);
    for (const [id, row] of this.#rows) expect(rows.get(id)).toEqual(row);
    this.#rows = rows;
  }
}

/** Every id that means somebody in a registry, whom it means, and with which accounts and what was written to them. */
export async function stateOf(registry: Registry): Promise<unknown> {
  const { users } = await registry.page({
    limit: 1000,
    direction: 'older',
    beyond: null,
    hasAccountAt: null,
  });
  return sorted(
    users.flatMap(({ id, formerIds, accounts }) => {
      const held = sorted(accounts.map((row) => [accountText(row), row.lastWrite?.record ?? null]));
      return [id, ...formerIds].map((one) => [one, id, held]);
    }),
  );
}

function sorted(entries: readonly (readonly unknown[])[]): unknown {
  return entries.toSorted(([one], [other]) => String(one).localeCompare(String(other)));
}
