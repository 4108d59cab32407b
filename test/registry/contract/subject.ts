import { afterEach, beforeEach } from 'vitest';
import type { AccountRow, NewAccount, Registry, UserRow } from '#registry';
import { byKey, LINKED } from './accounts.ts';

/** The registry under test: fresh and empty for each test. */
export class Subject {
  #registry: Registry | undefined;

  constructor(open: () => Promise<Registry>) {
    beforeEach(async () => {
      this.#registry = await open();
    });
    afterEach(async () => this.registry.close());
  }

  get registry(): Registry {
    if (!this.#registry) throw new Error('The registry is there in tests only.');
    return this.#registry;
  }

  async userOf(account: NewAccount): Promise<UserRow | undefined> {
    const [user] = await this.registry.find([byKey(account)]);
    return user;
  }

  /** The account, linked to a new user. */
  async newUser(account: NewAccount): Promise<AccountRow> {
    const { account: row } = await this.registry.link(null, account, LINKED);
    return row;
  }
}
