import type { AccountKey } from '#normalise';
import type { Backend, ErrorCode } from '#schema';
import type { AttemptTrace, CallTrace, InterruptionKind } from '../call-trace.ts';
import { type Reading, type ReadKey, accountOperation } from './reading.ts';

/** A source of a field: `extensions.trace.plan`. */
export interface PlannedSource {
  readonly backend: Backend;
  readonly operation: string;
}

/** A longer list is cut: an answer of many people from the cache would be mostly trace. */
const MAX_CALLS = 500;

/**
 * What one request asked of backends, for `extensions.trace`: made only when the caller wants it. Times are milliseconds
 * since the request was begun. Nothing of what backends answered is in it, and accounts are named by Facet's own ids.
 */
export class Trace implements CallTrace {
  readonly #begun = performance.now();
  readonly #calls: TracedCall[] = [];
  readonly #reads = new Set<string>();
  /** Why a read was needed: the fields, by account and operation. */
  readonly #fields = new Map<string, Set<string>>();
  readonly #possible = new Set<string>();
  readonly #plan = new Map<string, readonly PlannedSource[]>();
  #loads = 0;

  /** A field and its sources in order of precedence. */
  planned(field: string, sources: readonly PlannedSource[]): void {
    this.#plan.set(field, sources);
  }

  /** A read that some selected field could have taken. */
  possible(account: AccountKey, operation: string): void {
    this.#possible.add(accountOperation(account, operation));
  }

  /** A field looks for its value in what this read brings. */
  needed(account: AccountKey, operation: string, field: string): void {
    const id = accountOperation(account, operation);
    const fields = this.#fields.get(id);
    if (fields) fields.add(field);
    else this.#fields.set(id, new Set([field]));
  }

  /** A read is asked for, whether or not it has been before. */
  loaded(): void {
    this.#loads += 1;
  }

  /** A read that the request makes or takes part in. */
  read({ account, operation }: ReadKey): TracedCall {
    const id = accountOperation(account, operation);
    const call = new TracedCall(this.#begun, { kind: 'READ', id, account, operation });
    this.#reads.add(id);
    this.#calls.push(call);
    return call;
  }

  /** A write: each of its HTTP requests is a call by itself. */
  attempt(backend: Backend, operation: string): AttemptTrace {
    const call = new TracedCall(this.#begun, {
      kind: 'WRITE',
      id: '',
      account: { backend },
      operation,
    });
    this.#calls.push(call);
    call.made();
    return call.attempt();
  }

  toJSON() {
    const calls = this.#calls.filter(({ isConfigured }) => isConfigured);
    const of = (how: CacheUse): number => calls.filter(({ cache }) => cache === how).length;
    const reads = calls.filter(({ kind }) => kind === 'READ').length;
    return {
      durationMs: tenths(performance.now() - this.#begun),
      plan: [...this.#plan].map(([field, sources]) => ({ field, sources })),
      calls: calls.slice(0, MAX_CALLS).map((call) => call.toJSON(this.#fields.get(call.id))),
      omittedCalls: Math.max(calls.length - MAX_CALLS, 0),
      saved: {
        notNeeded: this.#possible.difference(this.#reads).size,
        fromCache: of('HIT'),
        joined: of('JOINED'),
        repeated: Math.max(this.#loads - reads, 0),
      },
    };
  }
}

/** `HIT`: another request had read it. `JOINED`: another request was reading it. `MISS`: it was read for this request. */
type CacheUse = 'HIT' | 'JOINED' | 'MISS';

interface TracedCallOptions {
  readonly kind: 'READ' | 'WRITE';
  readonly id: string;
  readonly account: { readonly backend: Backend; readonly id?: string };
  readonly operation: string;
}

/** One read or write of a traced request. */
export class TracedCall implements CallTrace {
  readonly kind: TracedCallOptions['kind'];
  readonly id: string;
  readonly #options: TracedCallOptions;
  readonly #zero: number;
  readonly #start = performance.now();
  readonly #attempts: TracedAttempt[] = [];
  #end: number | null = null;
  #ageMs: number | null = null;
  #reading: Reading | null = null;
  cache: CacheUse = 'JOINED';

  constructor(zero: number, options: TracedCallOptions) {
    this.kind = options.kind;
    this.id = options.id;
    this.#options = options;
    this.#zero = zero;
  }

  /** It is this request's own call. */
  made(): void {
    this.cache = 'MISS';
  }

  attempt(): AttemptTrace {
    const attempt = new TracedAttempt(this.#zero);
    this.#attempts.push(attempt);
    return attempt;
  }

  /** It was answered with what is remembered. */
  reused(reading: Reading): void {
    this.cache = 'HIT';
    if (reading.kind === 'found') this.#ageMs = Date.now() - new Date(reading.asOf).getTime();
    this.ended(reading);
  }

  /** Takes what the call came to and hands it on. */
  ended(reading: Reading): Reading {
    this.#end = performance.now();
    this.#reading = reading;
    return reading;
  }

  /** Of a backend without an address nothing was asked. */
  get isConfigured(): boolean {
    return this.#reading?.kind !== 'unconfigured';
  }

  toJSON(fields: ReadonlySet<string> = new Set()) {
    const { kind, account, operation } = this.#options;
    const attempts = this.#attempts.map((attempt) => attempt.toJSON());
    const ended = this.#end ?? this.#attempts.at(-1)?.end ?? performance.now();
    const last = attempts.at(-1);
    return {
      kind,
      backend: account.backend,
      operation,
      account: account.id ?? null,
      cache: this.cache,
      ageMs: this.#ageMs,
      startMs: tenths(this.#start - this.#zero),
      waitedMs: last ? attempts.reduce((sum, { waitedMs }) => sum + waitedMs, 0) : 0,
      durationMs: tenths(ended - this.#start),
      attempts,
      status: last?.status ?? null,
      result: this.#result,
      error: this.#error,
      fields: [...fields],
    };
  }

  get #result(): 'FOUND' | 'NOT_FOUND' | 'FAILED' | null {
    if (!this.#reading) return null;
    if (this.#reading.kind === 'failed') return 'FAILED';
    return this.#reading.kind === 'found' ? 'FOUND' : 'NOT_FOUND';
  }

  get #error(): ErrorCode | null {
    return this.#reading?.kind === 'failed' ? this.#reading.error.code : null;
  }
}

class TracedAttempt implements AttemptTrace {
  readonly #zero: number;
  readonly #start = performance.now();
  #sent: number | null = null;
  end: number | null = null;
  #status: number | null = null;
  #bytes: number | null = null;
  #interruption: InterruptionKind | null = null;

  constructor(zero: number) {
    this.#zero = zero;
  }

  sent(): void {
    this.#sent = performance.now();
  }

  answered(status: number, bytes: number): void {
    this.end = performance.now();
    this.#status = status;
    this.#bytes = bytes;
    this.#interruption = null;
  }

  interrupted(how: InterruptionKind): void {
    this.end = performance.now();
    this.#interruption = how;
  }

  toJSON() {
    const end = this.end ?? performance.now();
    return {
      startMs: tenths(this.#start - this.#zero),
      waitedMs: tenths((this.#sent ?? end) - this.#start),
      durationMs: tenths(end - this.#start),
      status: this.#status,
      bytes: this.#bytes,
      interruption: this.#interruption,
    };
  }
}

const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
