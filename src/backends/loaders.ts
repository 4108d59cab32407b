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

/** A call and the names that it asks for. The reading is wrapped, since a batch of promises waits for the slowest. */
interface Call {
  readonly names: ReadonlySet<string>;
  readonly reading: Promise<Reading>;
}

/**
 * The reads of one request: each operation of an account is called once, whoever asks and however often; asks by name
 * that arrive in one tick become one call with the union of their names, and a later ask takes a call that holds all of
 * its names.
 */
export class ReadLoader {
  readonly #context: CallContext;
  readonly #loader: DataLoader<ReadKey, Call, string>;
  readonly #calls = new Map<string, Call[]>();

  constructor(context: CallContext) {
    this.#context = context;
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
    this.#calls.clear();
  }

  #start(keys: readonly ReadKey[]): (Call | Error)[] {
    const missing = keys.filter((key) => !this.#callFor(key));
    for (const [id, { key, names }] of joined(missing)) {
      const call = { names, reading: this.#read(key, [...names]) };
      this.#calls.set(id, [...(this.#calls.get(id) ?? []), call]);
    }
    return keys.map((key) => this.#callFor(key) ?? new Error('A read was not started.'));
  }

  #callFor(key: ReadKey): Call | undefined {
    const calls = this.#calls.get(accountOperation(key));
    return calls?.find(({ names }) => key.names.every((name) => names.has(name)));
  }

  async #read(
    { adapter, account, operation }: ReadKey,
    names: readonly string[],
  ): Promise<Reading> {
    const read = adapter.reads[operation];
    if (!read || !adapter.configured) return { kind: 'unconfigured' };
    try {
      const record = await read.read(account, names, this.#context);
      if (!record) return { kind: 'absent' };
      return { kind: 'found', record, origin: 'LIVE', asOf: new Date().toISOString() };
    } catch (error) {
      if (error instanceof BackendError) return { kind: 'failed', error };
      throw error;
    }
  }
}

/** One call for each account and operation, with all the names that were asked for. */
function joined(
  keys: readonly ReadKey[],
): ReadonlyMap<string, { readonly key: ReadKey; readonly names: Set<string> }> {
  const calls = new Map<string, { key: ReadKey; names: Set<string> }>();
  for (const key of keys) {
    const id = accountOperation(key);
    const call = calls.get(id) ?? { key, names: new Set() };
    for (const name of key.names) call.names.add(name);
    calls.set(id, call);
  }
  return calls;
}

// JSON keeps apart what a separator could confuse: refs and scopes are opaque text.
const accountOperation = ({ account, operation }: ReadKey): string =>
  JSON.stringify([account.backend, operation, account.scope, account.ref]);

const cacheKey = (key: ReadKey): string =>
  key.names.length === 0
    ? accountOperation(key)
    : accountOperation(key) + JSON.stringify(key.names.toSorted());
