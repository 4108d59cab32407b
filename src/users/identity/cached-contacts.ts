import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CachedRecord, ReadCache } from '#backends';
import type { AccountKey } from '#normalise';
import { accountText } from '#registry';
import type { ContactPointOccurrence, ExtractContactPoints } from './contact-point-occurrences.ts';

/** An account that was read a moment ago, and the contact points that its records hold. */
export interface CachedAccount {
  readonly account: AccountKey;
  readonly occurrences: readonly ContactPointOccurrence[];
}

/** Records looked through in one turn: a phone number takes some 20 µs, and other requests wait meanwhile. */
const AT_A_TIME = 200;

/**
 * The contact points of what this process has read a moment ago: they are known as long as the read cache answers with
 * them, and a record is looked through when somebody asks for duplicates, once.
 */
export class CachedContacts {
  readonly #cache: ReadCache;
  readonly #contactPointsIn: ExtractContactPoints;
  readonly #known = new WeakMap<object, readonly ContactPointOccurrence[]>();

  constructor(cache: ReadCache, occurrences: ExtractContactPoints) {
    this.#cache = cache;
    this.#contactPointsIn = occurrences;
  }

  /** By `accountText`; those that hold none are left out. */
  async accounts(): Promise<ReadonlyMap<string, CachedAccount>> {
    const accounts = new Map<string, CachedAccount>();
    let looked = 0;
    // Other requests may read, and the cache change, while this one waits for its next turn.
    for (const cached of Array.from(this.#cache.records())) {
      if (!this.#known.has(cached.record)) {
        looked += 1;
        if (looked % AT_A_TIME === 0) await nextTurn();
      }
      const occurrences = this.#occurrencesIn(cached);
      if (occurrences.length === 0) continue;
      const { account } = cached;
      const key = accountText(account);
      const others = accounts.get(key)?.occurrences ?? [];
      accounts.set(key, { account, occurrences: [...others, ...occurrences] });
    }
    return accounts;
  }

  #occurrencesIn({ account, operation, record }: CachedRecord): readonly ContactPointOccurrence[] {
    const known = this.#known.get(record);
    if (known) return known;
    const occurrences = this.#contactPointsIn(account.backend, operation, record);
    this.#known.set(record, occurrences);
    return occurrences;
  }
}
