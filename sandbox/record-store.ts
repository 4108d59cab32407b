import type { WireRecord } from '#normalise';

/** Which record is meant: an `AccountKey` will do, or the identifier alone where the scope is the usual one. */
export type RecordKey = string | { readonly scope: string; readonly ref: string };

/**
 * What one backend holds, by identifier, in memory. Records are replaced, never changed in place, so that `reset` can
 * bring back the first ones.
 */
export class Records<R extends WireRecord = WireRecord> {
  readonly #usualScope: string;
  readonly #first = new Map<string, R>();
  #now = new Map<string, R>();

  constructor(usualScope = '') {
    this.#usualScope = usualScope;
  }

  get size(): number {
    return this.#now.size;
  }

  get(key: RecordKey): R | undefined {
    return this.#now.get(this.#textOf(key));
  }

  set(key: RecordKey, record: R): void {
    this.#now.set(this.#textOf(key), record);
  }

  /** `false` when there was none. */
  remove(key: RecordKey): boolean {
    return this.#now.delete(this.#textOf(key));
  }

  all(): readonly R[] {
    return [...this.#now.values()];
  }

  find(matches: (record: R) => boolean): R | undefined {
    return this.#now.values().find(matches);
  }

  /** What is there now is what `reset` goes back to. */
  keep(): void {
    this.#first.clear();
    for (const [key, record] of this.#now) this.#first.set(key, record);
  }

  reset(): void {
    this.#now = new Map(this.#first);
  }

  #textOf(key: RecordKey): string {
    return typeof key === 'string' ? `${this.#usualScope} ${key}` : `${key.scope} ${key.ref}`;
  }
}
