import { Pool, type Dispatcher } from 'undici';
import type { Backend } from '../schema.generated.ts';
import { judged, type AnswerRules } from './answer.ts';
import type { CallContext } from './call-context.ts';
import { answerValidator } from './contract.ts';
import type { OpenApiDocument } from './document.ts';
import type { DriftWatch } from './drift.ts';
import { exchange, Interruption, MAX_HEADER_BYTES, type Lane, type RawAnswer } from './exchange.ts';
import { interrupted } from './failures.ts';
import type { HttpAnswer, HttpBackend, HttpCall } from './http.ts';
import { shapesOf } from './shape.ts';

export interface HttpOptions {
  readonly backend: Backend;
  /** Its base URL, with or without a path. */
  readonly url: string;
  /** For one attempt, from waiting for a connection to the last byte. */
  readonly timeoutMs: number;
  readonly document: OpenApiDocument;
  /** Told what its answers have that the document does not know. */
  readonly drift?: DriftWatch;
  /** How many requests may be under way to one origin, each on its own connection. */
  readonly atOnce?: number;
}

export interface ConnectedHttp extends HttpBackend {
  /** Waits for the calls under way. */
  readonly close: () => Promise<void>;
}

/** HTTP to one backend over kept-alive connections; every answer is checked before an adapter sees it. */
export const connectHttp = (options: HttpOptions): ConnectedHttp => {
  const connection = new Connection(options);
  return {
    call: (call, context) => connection.call(call, context),
    close: () => connection.close(),
  };
};

// An answer is asked for as it is: a small compressed one could unpack into a very large one.
const ASKED_FOR = ['accept', 'application/json', 'accept-encoding', 'identity'] as const;

/**
 * Requests under way to one origin, each on its own connection, and how many more may wait for their turn; what waits
 * longer than a time-out fails by it. Measured by `bench/bulkhead.ts` with a backend that takes 20 ms and 300 callers, on
 * a machine of 2 cores that had other work: 8 at once carried 425 calls a second, 16: 713, 32: 1,174, 64: 2,061, 128:
 * 2,616, 256: 3,514. Up to 64 what passes grows with the number; beyond, the CPU begins to be the limit, which a query's
 * own work reaches first: at its limit one process answers fewer queries than 64 can carry calls. More would only be
 * more connections and memory that a silent backend holds.
 */
const AT_ONCE = 64;
const WAITING = 512;

class Connection {
  readonly #backend: Backend;
  readonly #timeoutMs: number;
  readonly #atOnce: number;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #rules: AnswerRules;
  /** One for the base URL, and one for each other origin that a call named. */
  readonly #lanes = new Map<string, Lane>();

  constructor({ backend, url, timeoutMs, document, drift, atOnce = AT_ONCE }: HttpOptions) {
    const { origin, pathname } = new URL(url);
    this.#backend = backend;
    this.#timeoutMs = timeoutMs;
    this.#atOnce = atOnce;
    this.#origin = origin;
    this.#prefix = pathname.replace(/\/+$/, '');
    this.#rules = {
      backend,
      problemOf: answerValidator(document),
      shapes: drift ? shapesOf(document) : new Map(),
      onDrift: (operation, what) => drift?.note(backend, operation, what),
    };
  }

  async call(call: HttpCall, context: CallContext): Promise<HttpAnswer> {
    try {
      return judged(this.#rules, call, await this.#answerTo(call, context));
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      throw interrupted(this.#backend, error, this.#timeoutMs);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map(({ pool }) => pool.close()));
  }

  /** @throws Interruption when there is no time left to ask. */
  #answerTo(
    call: HttpCall,
    { onCall, signal, deadline = Infinity }: CallContext,
  ): Promise<RawAnswer> {
    if (signal?.aborted || performance.now() >= deadline) throw new Interruption('abort', false);
    onCall(this.#backend, call.operation);
    const [origin, path] = this.#target(call);
    const limits = { timeoutMs: this.#timeoutMs, signal };
    return exchange(this.#lane(origin), requestOf(call, path), limits);
  }

  #target({ url, path, query }: HttpCall): readonly [origin: string, path: string] {
    if (url === undefined) return [this.#origin, this.#prefix + path + queryString(query)];
    const { origin, pathname, search } = new URL(url);
    return [origin, pathname + search];
  }

  #lane(origin: string): Lane {
    const known = this.#lanes.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: this.#atOnce,
      pipelining: 1,
      allowH2: false,
      connectTimeout: this.#timeoutMs,
      maxHeaderSize: MAX_HEADER_BYTES,
      // The exchange has one deadline for everything; undici's timers for parts of it would only cost.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const lane = { pool, room: this.#atOnce + WAITING, taken: 0 };
    this.#lanes.set(origin, lane);
    return lane;
  }
}

/** An adapter sends the same headers with every call of an operation. */
const headerLists = new WeakMap<HttpCall['headers'], string[]>();

const headersOf = ({ headers }: HttpCall): string[] => {
  const known = headerLists.get(headers);
  if (known) return known;
  const list = [...ASKED_FOR, ...Object.entries(headers).flat()];
  headerLists.set(headers, list);
  return list;
};

const requestOf = (call: HttpCall, path: string): Dispatcher.DispatchOptions => ({
  method: call.method,
  path,
  headers: headersOf(call),
  body: call.body === undefined ? null : JSON.stringify(call.body),
});

const queryString = (query: HttpCall['query']): string => {
  if (!query) return '';
  const pairs = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `?${pairs.join('&')}`;
};
