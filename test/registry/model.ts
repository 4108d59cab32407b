import type { WireRecord } from '../../src/identity.ts';
import { accountText } from '../../src/registry/match.ts';
import type { LinkResult, NewAccount, Registry } from '../../src/registry/registry.ts';

interface Held {
  readonly account: NewAccount;
  readonly userId: string;
  readonly written: WireRecord | null;
}

/** What a registry should hold, kept in the plainest way: who the users are, and who has which account. */
export class Model {
  readonly users: string[] = [];
  readonly #held = new Map<string, Held>();

  holder(account: NewAccount): string | undefined {
    return this.#held.get(accountText(account))?.userId;
  }

  hold(userId: string, account: NewAccount): void {
    if (!this.users.includes(userId)) this.users.push(userId);
    this.#held.set(accountText(account), { account, userId, written: null });
  }

  drop(account: NewAccount): void {
    this.#held.delete(accountText(account));
  }

  write(account: NewAccount, record: WireRecord): void {
    const held = this.#held.get(accountText(account));
    if (!held) throw new Error('The model holds no such account.');
    const written = { ...held.written, ...record };
    this.#held.set(accountText(account), { ...held, written });
  }

  /** What linking comes to, by the port's words. */
  verdict(userId: string | null, account: NewAccount): LinkResult['kind'] {
    const holder = this.holder(account);
    if (holder !== undefined) return holder === userId ? 'already' : 'taken';
    const isBeside = (held: Held) =>
      held.userId === userId &&
      held.account.backend === account.backend &&
      held.account.scope === account.scope;
    return [...this.#held.values()].some(isBeside) ? 'occupied' : 'linked';
  }

  /** Comparable with `stateOf` a registry. */
  state(): unknown {
    const held = [...this.#held.values()];
    return sorted(
      this.users.map((id) => [
        id,
        sorted(
          held
            .filter(({ userId }) => userId === id)
            .map(({ account, written }) => [accountText(account), written]),
        ),
      ]),
    );
  }
}

/** All users of a registry, each with its accounts and what was written to them. */
export async function stateOf(registry: Registry): Promise<unknown> {
  const { users } = await registry.page({
    limit: 1000,
    direction: 'older',
    beyond: null,
    hasAccountAt: null,
  });
  return sorted(
    users.map(({ id, accounts }) => [
      id,
      sorted(accounts.map((row) => [accountText(row), row.lastWrite?.record ?? null])),
    ]),
  );
}

function sorted(entries: readonly (readonly unknown[])[]): unknown {
  return entries.toSorted(([one], [other]) => String(one).localeCompare(String(other)));
}
