import DataLoader from 'dataloader';
import { BackendError, FacetError } from '../errors.ts';
import type { AccountKey } from '../identity.ts';
import type { Backend } from '../schema.generated.ts';
import type { BackendAdapter } from './backend.ts';
import type { CallContext, CallSignal } from './call-context.ts';
import type { OwnRead, ReadCache } from './read-cache.ts';
import { found } from './reading.ts';
import type { Reading, ReadKey } from './reading.ts';

export type { Reading } from './reading.ts';

/** A read with its account and operation as one text, which is made once. */
interface Asked extends ReadKey {
  readonly id: string;
}

/** A call and the names that it asks for. The reading is wrapped, since a batch of promises waits for the slowest. */
interface Call {
  readonly names: ReadonlySet<string>;
  readonly reading: Promise<Reading>;
}

/** Of an operation that is not asked by name. */
const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * The reads of one request: each operation of an account is called once, whoever asks and however often; asks by name
 * that arrive in one tick become one call with the union of their names, and a later ask takes a call that holds all of
 * its names.
 */
export class ReadLoader {
  readonly #context: CallContext;
  /** What requests share; `null` when nothing is shared. */
  readonly #cache: ReadCache | null;
  #reuses: boolean;
  readonly #loader: DataLoader<Asked, Call>;
  readonly #calls = new Map<string, Call[]>();
  /** The backends that let this request wait for nothing, each with its error. */
  readonly #silent = new Map<Backend, BackendError>();

  /** Without `reuses` every read is made anew, and what it brings is shared with later requests. */
  constructor(context: CallContext, cache: ReadCache | null = null, reuses = true) {
    this.#context = context;
    this.#cache = cache;
    this.#reuses = reuses;
    this.#loader = new DataLoader(async (keys) => this.#start(keys), { cache: false });
  }

  load(
    adapter: BackendAdapter,
    account: AccountKey,
    operation: string,
    names: readonly string[] = [],
  ): Promise<Reading> {
    const id = accountOperation(account, operation);
    const key = { id, adapter, account, operation, names };
    const call = this.#callFor(key) ?? this.#reused(key);
    if (call) return call.reading;
    // Only names are worth waiting for: what is not asked by name cannot be joined.
    if (names.length === 0) return this.#add(key, NO_NAMES, this.#read(key)).reading;
    return this.#loader.load(key).then(({ reading }) => reading);
  }

  /** From now on every read is made anew. */
  renew(): void {
    this.#reuses = false;
  }

  /** Forgets all readings: a write has changed what they told. */
  forget(): void {
    this.#calls.clear();
  }

  /** What another request has read a moment ago counts as this one's call. */
  #reused(key: Asked): Call | undefined {
    const fresh = this.#reuses ? this.#cache?.fresh(key) : undefined;
    return fresh && this.#add(key, new Set(key.names), Promise.resolve(fresh));
  }

  /** One call for each account and operation, with all names that no call has asked for yet. */
  #start(keys: readonly Asked[]): (Call | Error)[] {
    const missing = keys.filter((key) => !this.#callFor(key));
    for (const asked of Map.groupBy(missing, ({ id }) => id).values()) {
      const names = new Set(asked.flatMap((one) => one.names));
      const [key] = asked;
      if (key) this.#add(key, names, this.#read({ ...key, names: [...names] }));
    }
    return keys.map((key) => this.#callFor(key) ?? new Error('A read was not started.'));
  }

  #callFor(key: Asked): Call | undefined {
    const calls = this.#calls.get(key.id);
    return calls?.find(({ names }) => key.names.every((name) => names.has(name)));
  }

  #add({ id }: Asked, names: ReadonlySet<string>, reading: Promise<Reading>): Call {
    const call = { names, reading };
    const known = this.#calls.get(id);
    if (known) known.push(call);
    else this.#calls.set(id, [call]);
    return call;
  }

  #read(key: ReadKey): Promise<Reading> {
    const cache = this.#cache;
    const { signal } = this.#context;
    if (!cache) return this.#make(key, signal);
    const make: OwnRead['make'] = async (until) => this.#make(key, until);
    const own = { make, signal };
    const shared = this.#reuses ? cache.share(key, own) : cache.renew(key, own);
    return shared.then((reading) => this.#noted(key, reading));
  }

  async #make(key: ReadKey, signal: CallSignal | undefined): Promise<Reading> {
    const { adapter, account, operation, names } = key;
    const read = adapter.reads[operation];
    if (!read || !adapter.configured) return { kind: 'unconfigured' };
    const silent = this.#silent.get(adapter.name);
    if (silent) return { kind: 'failed', error: silent };
    try {
      const own = this.#context;
      const context = signal === own.signal ? own : { ...own, signal };
      const record = await read.read(account, names, context);
      if (!record) return { kind: 'absent' };
      return found(record, 'LIVE', new Date());
    } catch (error) {
      if (!(error instanceof FacetError)) throw error;
      return this.#noted(key, { kind: 'failed', error });
    }
  }

  /** Nobody waits twice for a backend that is silent, also when the call was another request's. */
  #noted({ adapter: { name } }: ReadKey, reading: Reading): Reading {
    const error = reading.kind === 'failed' ? reading.error : null;
    const isSilence = error instanceof BackendError && error.code === 'BACKEND_TIMEOUT';
    if (isSilence && !this.#silent.has(name)) this.#silent.set(name, error);
    return reading;
  }
}

// The length keeps apart what a separator could confuse: refs and scopes are opaque text.
const accountOperation = ({ backend, scope, ref }: AccountKey, operation: string): string =>
  `${backend} ${operation} ${scope.length} ${scope} ${ref}`;
