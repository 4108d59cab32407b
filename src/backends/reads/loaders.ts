import DataLoader from 'dataloader';
import { BackendError, FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import type { Backend } from '#schema';
import { metrics, spanned, tracing } from '#telemetry';
import type { BackendAdapter } from '../backend.ts';
import type { CallContext, CallSignal } from '../call-context.ts';
import type { Footprint } from './footprint.ts';
import type { LastAnswers } from './last-answers.ts';
import type { OwnRead, ReadCache } from './read-cache.ts';
import { accountOperation, found, now } from './reading.ts';
import type { Reading, ReadKey } from './reading.ts';
import type { SharedReads } from './shared-reads.ts';
import type { Trace, TracedCall } from './trace.ts';

/** A read as the loader knows it. */
interface Ask extends ReadKey {
  /** The account and the operation as one text. */
  readonly id: string;
}

/** A reading, at once where another request has made it. */
type Awaited = Reading | Promise<Reading>;

/** A call and the names that it asks for. */
interface NamedCall {
  readonly names: ReadonlySet<string>;
  readonly reading: Awaited;
}

/** What a request reads with; all of it may be left out. */
export interface ReadOptions {
  /** What requests share; `null` when they share nothing. */
  readonly shared?: Partial<Pick<SharedReads, 'cache' | 'lastAnswers'>> | null;
  /** Otherwise every read is made anew, and what it brings is shared with later requests. */
  readonly reuses?: boolean;
  readonly trace?: Trace | null;
  /** Told of all that is read. */
  readonly footprint?: Footprint | null;
}

/**
 * The reads of one request, each a load: every operation of an account is called once, whoever asks and however often.
 * Asks by name that arrive in one tick become one call with the union of their names, and a later ask takes a call that
 * holds all of its names.
 */
export class ReadLoader {
  readonly #context: CallContext;
  readonly #cache: ReadCache | null;
  #reuses: boolean;
  readonly #trace: Trace | null;
  readonly #lastAnswers: LastAnswers | null;
  readonly #footprint: Footprint | null;
  readonly #loader: DataLoader<Ask, Reading, string>;
  /** The calls of operations that are asked by name, by account and operation. */
  readonly #named = new Map<string, NamedCall[]>();
  /** The backends that let this request wait for nothing, each with its error. */
  readonly #silent = new Map<Backend, BackendError>();

  constructor(
    context: CallContext,
    { shared = null, reuses = true, trace = null, footprint = null }: ReadOptions = {},
  ) {
    this.#context = context;
    this.#cache = shared?.cache ?? null;
    this.#reuses = reuses;
    this.#trace = trace;
    this.#lastAnswers = shared?.lastAnswers ?? null;
    this.#footprint = footprint;
    // A load comes to what the batch has for it: one that is under way is waited for by itself.
    const start = async (asks: readonly Ask[]) => this.#start(asks) as readonly Reading[];
    this.#loader = new DataLoader(start, { cacheKeyFn: askText });
  }

  load(
    adapter: BackendAdapter,
    account: AccountKey,
    operation: string,
    names: readonly string[] = [],
  ): Promise<Reading> {
    this.#trace?.loaded();
    const id = accountOperation(account, operation);
    return this.#loader.load({ id, adapter, account, operation, names });
  }

  /** From now on every read is made anew. */
  renew(): void {
    this.#reuses = false;
  }

  /** The request shows more of its readings than their records. */
  showsMore(): void {
    this.#footprint?.spoil();
  }

  /** Forgets all readings: a write has changed what they told. */
  forget(): void {
    this.#loader.clearAll();
    this.#named.clear();
  }

  /**
   * The batch of one tick: a call for each ask, matched by key. No backend documents a read of several accounts, so each
   * call is a single one; a backend that gets such a read has its asks joined here.
   */
  #start(asks: readonly Ask[]): Awaited[] {
    const unions = asks.some(isByName) ? this.#unions(asks) : NO_UNIONS;
    return asks.map((ask) => {
      if (!isByName(ask)) return this.#call(ask);
      return (this.#holding(ask) ?? this.#callByName(ask, unions.get(ask.id))).reading;
    });
  }

  /** The names that no call holds yet, by account and operation. */
  #unions(asks: readonly Ask[]): ReadonlyMap<string, ReadonlySet<string>> {
    const unions = new Map<string, Set<string>>();
    for (const ask of asks.filter((one) => isByName(one) && !this.#holding(one))) {
      const union = unions.get(ask.id) ?? new Set<string>();
      for (const name of ask.names) union.add(name);
      unions.set(ask.id, union);
    }
    return unions;
  }

  /** The call that holds all of its names. */
  #holding({ id, names: asked }: Ask): NamedCall | undefined {
    return this.#named.get(id)?.find(({ names }) => asked.every((name) => names.has(name)));
  }

  #callByName(ask: Ask, union: ReadonlySet<string> = new Set(ask.names)): NamedCall {
    const reused = this.#reused(ask);
    const call = reused
      ? { names: new Set(ask.names), reading: reused }
      : { names: union, reading: this.#call({ ...ask, names: [...union] }) };
    const known = this.#named.get(ask.id);
    if (known) known.push(call);
    else this.#named.set(ask.id, [call]);
    return call;
  }

  #call(ask: Ask): Awaited {
    return this.#reused(ask) ?? this.#read(ask);
  }

  /** What another request has read a moment ago counts as this one's call. */
  #reused(ask: Ask): Reading | undefined {
    const fresh = this.#reuses ? this.#cache?.fresh(ask) : undefined;
    if (!fresh) return undefined;
    metrics.cacheRead('hit');
    this.#footprint?.add(ask, fresh);
    this.#trace?.read(ask).reused(fresh);
    return fresh;
  }

  #read(key: Ask): Promise<Reading> {
    const call = this.#trace?.read(key);
    const reading = this.#shared(key, call);
    return call ? reading.then((ended) => call.ended(ended)) : reading;
  }

  #shared(key: Ask, call: TracedCall | undefined): Promise<Reading> {
    const cache = this.#cache;
    const { signal } = this.#context;
    if (!cache) {
      this.#footprint?.begun();
      return this.#make(key, signal, call);
    }
    const make: OwnRead['make'] = async (until) => this.#make(key, until, call);
    const own = { make, signal };
    const shared = this.#reuses ? cache.share(key, own) : cache.renew(key, own);
    return shared.then((reading) => this.#noted(key, this.#told(key, reading)));
  }

  async #make(
    key: Ask,
    signal: CallSignal | undefined,
    call: TracedCall | undefined,
  ): Promise<Reading> {
    call?.made();
    const { id, adapter, account, operation, names } = key;
    const read = adapter.reads[operation];
    if (!read || !adapter.configured) return this.#made(key, { kind: 'unconfigured' });
    const silent = this.#silent.get(adapter.name);
    if (silent) return this.#made(key, { kind: 'failed', error: silent });
    try {
      const last = isByName(key) ? undefined : this.#lastAnswers?.of(adapter, id);
      const context = { ...this.#context, signal, trace: call, last };
      const record = await (tracing === null
        ? read.read(account, names, context)
        : spanned(
            tracing.start(`${adapter.name} ${operation}`, { 'facet.backend': adapter.name }),
            () => read.read(account, names, context),
          ));
      if (!record) return this.#made(key, { kind: 'absent' });
      return this.#made(key, last ? last.found(record) : found(record, 'LIVE', now()));
    } catch (error) {
      if (!(error instanceof FacetError)) throw error;
      return this.#made(key, this.#noted(key, { kind: 'failed', error }));
    }
  }

  /** A call of this request's own; what is shared counts where it arrives, whoever made it. */
  #made(key: Ask, reading: Reading): Reading {
    return this.#cache ? reading : this.#told(key, reading);
  }

  #told(key: Ask, reading: Reading): Reading {
    this.#footprint?.add(key, reading);
    return reading;
  }

  /** Nobody waits twice for a backend that is silent, also when the call was another request's. */
  #noted({ adapter: { name } }: ReadKey, reading: Reading): Reading {
    const error = reading.kind === 'failed' ? reading.error : null;
    const isSilence = error instanceof BackendError && error.code === 'BACKEND_TIMEOUT';
    if (isSilence && !this.#silent.has(name)) this.#silent.set(name, error);
    return reading;
  }
}

const NO_UNIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map();

const isByName = ({ names }: ReadKey): boolean => names.length > 0;

const askText = ({ id, names }: Ask): string =>
  names.length === 0 ? id : `${id} ${JSON.stringify(names)}`;
