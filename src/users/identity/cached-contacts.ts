import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CachedRecord, ReadCache } from '#backends';
import type { AccountKey } from '#normalise';
import { accountText } from '#registry';
import type { Sighting, SightingsIn } from './contact-point-occurrences.ts';

/** An account that was read a moment ago, and the contact points that its records hold. */
export interface CachedAccount {
  readonly account: AccountKey;
  readonly sightings: readonly Sighting[];
}

/** Records looked through in one turn: a phone number takes some 20 µs, and other requests wait meanwhile. */
const AT_A_TIME = 200;

/**
 * The contact points of what this process has read a moment ago: they are known as long as the read cache answers with
 * them, and a record is looked through when somebody asks for duplicates, once.
 */
export class CachedContacts {
  readonly #cache: ReadCache;
  readonly #sightingsIn: SightingsIn;
  readonly #known = new WeakMap<object, readonly Sighting[]>();

  constructor(cache: ReadCache, sightings: SightingsIn) {
    this.#cache = cache;
    this.#sightingsIn = sightings;
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
      const sightings = this.#seenIn(cached);
      if (sightings.length === 0) continue;
      const { account } = cached;
      const key = accountText(account);
      const others = accounts.get(key)?.sightings ?? [];
      accounts.set(key, { account, sightings: [...others, ...sightings] });
    }
    return accounts;
  }

  #seenIn({ account, operation, record }: CachedRecord): readonly Sighting[] {
    const known = this.#known.get(record);
    if (known) return known;
    const sightings = this.#sightingsIn(account.backend, operation, record);
    this.#known.set(record, sightings);
    return sightings;
  }
}
