import { LRUCache } from 'lru-cache';
import { BackendError } from '#errors';
import type { AccountKey, WireRecord } from '#normalise';
import { metrics } from '#telemetry';
import type { BackendAdapter } from '../backend.ts';
import type { CallSignal } from '../call-context.ts';
import { SharedCall } from './shared-call.ts';
import type { Reading, ReadKey } from './reading.ts';
import { weightOf } from './weight.ts';

/** At most this many accounts, and about this many bytes of their records. */
const MAX_ACCOUNTS = 20_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** "No such user" is soon outdated: the next one may be created at any moment. */
const ABSENT_MS = 1000;

interface Kept {
  readonly operation: string;
  readonly reading: Reading;
  /** On the clock of `performance.now()`. */
  readonly until: number;
  readonly bytes: number;
}

/** The readings of one account, by operation and names. */
interface Account {
  readonly key: AccountKey;
  readonly kept: Map<string, Kept>;
  bytes: number;
}

/** The calls under way for one account, by operation and names. */
type Flights = Map<string, SharedCall>;

/** An account under the credentials of an adapter, as one text. */
interface AccountId {
  readonly adapter: BackendAdapter;
  readonly account: AccountKey;
  readonly id: string;
}

/** A record that is fresh enough to be answered with. */
export interface CachedRecord {
  readonly account: AccountKey;
  readonly operation: string;
  readonly record: WireRecord;
}

/** How one request reads: a call that ends by a signal, and the signal that ends its own waiting. */
export interface OwnRead {
  readonly make: (signal: CallSignal | undefined) => Promise<Reading>;
  readonly signal: CallSignal | undefined;
}

/**
 * The readings that requests share: equal reads at the same time are one call, and an answer is used again for a while.
 * A key is the backend with a fingerprint of its credentials, the account, the operation and the names. Failures are
 * never kept.
 */
export class ReadCache {
  readonly #ttlMs: number;
  readonly #fingerprints: ReadonlyMap<BackendAdapter, string>;
  readonly #accounts = new LRUCache<string, Account>({
    max: MAX_ACCOUNTS,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes }) => bytes,
  });
  readonly #flights = new Map<string, Flights>();
  #lastId: AccountId | null = null;

  /** `fingerprints` tell the credentials of an adapter apart from others for the same backend. */
  constructor(ttlMs: number, fingerprints: ReadonlyMap<BackendAdapter, string>) {
    this.#ttlMs = ttlMs;
    this.#fingerprints = fingerprints;
  }

  /** An answer that is fresh enough, its origin `CACHED`. */
  fresh(key: ReadKey): Reading | undefined {
    const kept = this.#accounts.get(this.#accountId(key.adapter, key.account))?.kept;
    const known = kept?.get(operationId(key));
    return known && known.until > performance.now() ? known.reading : undefined;
  }

  /** Every record that is fresh enough. */
  *records(): Generator<CachedRecord, void> {
    const now = performance.now();
    for (const { key: account, kept } of this.#accounts.values()) {
      for (const { operation, reading, until } of kept.values()) {
        if (reading.kind === 'found' && until > now) {
          yield { account, operation, record: reading.record };
        }
      }
    }
  }

  /** Takes part in the call that is under way for this read, else makes it and keeps its answer. */
  share(key: ReadKey, own: OwnRead): Promise<Reading> {
    const flights = this.#flights.get(this.#accountId(key.adapter, key.account));
    const flight = flights?.get(operationId(key));
    return flight ? this.#join(flight, key, own) : this.renew(key, own);
  }

  async #join(flight: SharedCall, key: ReadKey, own: OwnRead): Promise<Reading> {
    metrics.cacheRead('shared');
    const reading = await flight.arrival(own.signal);
    if (!reading) return own.make(own.signal);
    // A call that another request could not pay for is not this one's answer.
    return isUnpaid(reading) ? (this.fresh(key) ?? this.share(key, own)) : reading;
  }

  /** Makes the call whatever is known or under way, and keeps its answer. */
  renew(key: ReadKey, { make, signal }: OwnRead): Promise<Reading> {
    const account = this.#accountId(key.adapter, key.account);
    const flights = this.#flights.get(account) ?? new Map<string, SharedCall>();
    this.#flights.set(account, flights);
    metrics.cacheRead('miss');
    const flight = new SharedCall(make);
    flights.set(operationId(key), flight);
    const land = (reading: Reading | null): void => this.#land(account, key, flight, reading);
    flight.reading.then(land, () => land(null));
    return flight.arrival(signal).then((reading) => reading ?? make(signal));
  }

  /** Forgets an account that may have changed, under all credentials; what is being read of it now is not kept. */
  forget(account: AccountKey): void {
    for (const adapter of this.#fingerprints.keys()) {
      if (adapter.name !== account.backend) continue;
      const id = this.#accountId(adapter, account);
      this.#accounts.delete(id);
      this.#flights.delete(id);
    }
  }

  /** Keeps what a call brings, unless another one has been begun since or the account was forgotten. */
  #land(account: string, key: ReadKey, flight: SharedCall, reading: Reading | null): void {
    const operation = operationId(key);
    const flights = this.#flights.get(account);
    if (flights?.get(operation) !== flight) return;
    flights.delete(operation);
    if (flights.size === 0) this.#flights.delete(account);
    if (reading) this.#keep(account, key, reading);
  }

  #keep(id: string, key: ReadKey, reading: Reading): void {
    if (reading.kind !== 'found' && reading.kind !== 'absent') return;
    const operation = operationId(key);
    const account = this.#accounts.get(id) ?? accountOf(key.account, id);
    const found = reading.kind === 'found';
    const until = performance.now() + (found ? this.#ttlMs : Math.min(this.#ttlMs, ABSENT_MS));
    const bytes = operation.length + weightOf(reading);
    account.bytes += bytes - (account.kept.get(operation)?.bytes ?? 0);
    account.kept.set(operation, {
      operation: key.operation,
      reading: found ? { ...reading, origin: 'CACHED' } : reading,
      until,
      bytes,
    });
    this.#accounts.set(id, account);
  }

  /** One text for all that is asked of one read: to put it together anew would cost more than to look it up. */
  #accountId(adapter: BackendAdapter, account: AccountKey): string {
    const last = this.#lastId;
    if (last?.account === account && last.adapter === adapter) return last.id;
    const { scope, ref } = account;
    const credentials = this.#fingerprints.get(adapter) ?? adapter.name;
    // The length keeps apart what a separator could confuse: refs and scopes are opaque text.
    const id = `${credentials} ${scope.length} ${scope} ${ref}`;
    this.#lastId = { adapter, account, id };
    return id;
  }
}

/** Without what else the caller's row holds. */
const accountOf = ({ backend, scope, ref }: AccountKey, id: string): Account => ({
  key: { backend, scope, ref },
  kept: new Map<string, Kept>(),
  bytes: id.length,
});

const operationId = ({ operation, names }: ReadKey): string =>
  names.length === 0 ? operation : operation + JSON.stringify(names.toSorted());

const isUnpaid = (reading: Reading): boolean =>
  reading.kind === 'failed' && !(reading.error instanceof BackendError);
