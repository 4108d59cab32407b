import type { AccountKey } from '#normalise';
import type { ConnectedBackends } from '../connect.ts';
import { LastAnswers } from './last-answers.ts';
import { ReadCache } from './read-cache.ts';

/** What requests share of what they read. */
export class SharedReads {
  /** `null` when no answer is given again without a call. */
  readonly cache: ReadCache | null;
  readonly lastAnswers: LastAnswers;
  readonly #listeners: (() => void)[] = [];

  constructor(
    { adapters, fingerprints }: Pick<ConnectedBackends, 'adapters' | 'fingerprints'>,
    ttlMs: number,
  ) {
    this.cache = ttlMs > 0 ? new ReadCache(ttlMs, fingerprints) : null;
    this.lastAnswers = new LastAnswers(adapters, () => this.#forgetMade());
  }

  /** Of an account that may have changed, or was erased. */
  readonly forget = (account: AccountKey): void => {
    this.cache?.forget(account);
    this.lastAnswers.forget(account);
    this.#forgetMade();
  };

  /** Has what was made of readings forgotten with them, and from time to time. */
  onForget(forget: () => void): void {
    this.#listeners.push(forget);
  }

  #forgetMade(): void {
    for (const forget of this.#listeners) forget();
  }

  close(): void {
    this.lastAnswers.close();
  }
}
