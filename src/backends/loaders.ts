import DataLoader from 'dataloader';
import { BackendError } from '../errors.ts';
import type { AccountKey, WireRecord } from '../identity.ts';
import type { Origin } from '../schema.generated.ts';
import type { BackendAdapter } from './backend.ts';
import type { CallContext } from './call-context.ts';

/** What a read came to. It never rejects for what a backend does: a failure is one of the answers. */
export type Reading =
  | {
      readonly kind: 'found';
      readonly record: WireRecord;
      readonly origin: Origin;
      readonly asOf: string;
    }
  /** Linked, and the backend knows no such user. */
  | { readonly kind: 'absent' }
  /** It can only be known from a write, and none was acknowledged. */
  | { readonly kind: 'unwritten' }
  /** The backend is not configured: no call, no error, no value. */
  | { readonly kind: 'unconfigured' }
  | { readonly kind: 'failed'; readonly error: BackendError };

interface ReadKey {
  readonly adapter: BackendAdapter;
  readonly account: AccountKey;
  readonly operation: string;
  /** For an operation that is asked by name; empty otherwise. */
  readonly names: readonly string[];
}

/** Wrapped, since a batch of promises would make every read wait for the slowest. */
interface Underway {
  readonly reading: Promise<Reading>;
}

/**
 * The reads of one request: each operation of an account is called once, whoever asks and however often; asks by name
 * that arrive in one tick become one call with the union of their names.
 */
export class ReadLoader {
  readonly #call: CallContext;
  readonly #loader: DataLoader<ReadKey, Underway, string>;

  constructor(call: CallContext) {
    this.#call = call;
    this.#loader = new DataLoader(async (keys) => this.#start(keys), { cacheKeyFn: cacheKey });
  }

  async load(
    adapter: BackendAdapter,
    account: AccountKey,
    operation: string,
    names: readonly string[] = [],
  ): Promise<Reading> {
    const { reading } = await this.#loader.load({ adapter, account, operation, names });
    return reading;
  }

  /** Forgets all readings: a write has changed what they told. */
  forget(): void {
    this.#loader.clearAll();
  }

  #start(keys: readonly ReadKey[]): Underway[] {
    const calls = new Map<string, { key: ReadKey; names: Set<string> }>();
    for (const key of keys) {
      const id = accountOperation(key);
      const call = calls.get(id) ?? { key, names: new Set() };
      for (const name of key.names) call.names.add(name);
      calls.set(id, call);
    }
    const readings = new Map<string, Promise<Reading>>();
    for (const [id, { key, names }] of calls) readings.set(id, this.#read(key, [...names]));
    return keys.map((key) => ({
      reading: readings.get(accountOperation(key)) ?? this.#read(key, key.names),
    }));
  }

  async #read(
    { adapter, account, operation }: ReadKey,
    names: readonly string[],
  ): Promise<Reading> {
    const read = adapter.reads[operation];
    if (!read || !adapter.configured) return { kind: 'unconfigured' };
    try {
      const record = await read.read(account, names, this.#call);
      if (!record) return { kind: 'absent' };
      return { kind: 'found', record, origin: 'LIVE', asOf: new Date().toISOString() };
    } catch (error) {
      if (error instanceof BackendError) return { kind: 'failed', error };
      throw error;
    }
  }
}

// JSON keeps apart what a separator could confuse: refs and scopes are opaque text.
const accountOperation = ({ account, operation }: ReadKey): string =>
  JSON.stringify([account.backend, operation, account.scope, account.ref]);

const cacheKey = (key: ReadKey): string =>
  key.names.length === 0
    ? accountOperation(key)
    : accountOperation(key) + JSON.stringify(key.names.toSorted());
