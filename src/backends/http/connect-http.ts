import type { Dispatcher } from 'undici';
import type { BackendError } from '#errors';
import type { Backend } from '#schema';
import { USER_AGENT } from '#version';
import { checkedResponse, type ResponseRules } from './check-response.ts';
import type { CallContext } from '../call-context.ts';
import { responseValidator } from './response-validator.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import type { DriftWatch } from './drift.ts';
import type { LastAnswer } from './last-answer.ts';
import { Interruption, type ExchangeOutcome } from './exchange.ts';
import type { HttpResponse, RawResponse } from './response.ts';
import { interrupted } from './failures.ts';
import type { CallOutcome, HttpBackend, HttpCall, SendingHttp } from './http-backend.ts';
import { NO_PROXIES, type ProxySettings } from './dispatcher.ts';
import { Lane } from './lane.ts';
import { OutgoingCall } from './outgoing-call.ts';
import { shapesOf } from './response-shape.ts';

export interface HttpOptions {
  readonly backend: Backend;
  /** Its base URL, with or without a path. */
  readonly url: string;
  /** For one attempt, from waiting for a connection to the last byte. */
  readonly timeoutMs: number;
  readonly document: OpenApiDocument;
  /** Told what its answers have that the document does not know. */
  readonly drift?: DriftWatch;
  /** None when left out. */
  readonly proxies?: ProxySettings | undefined;
  /** How many requests may be under way to one origin, each on its own connection. */
  readonly atOnce?: number;
  /** Told of every answer before it is judged. */
  readonly onAnswer?: ((answer: RawResponse) => void) | undefined;
}

export interface ConnectedHttp extends HttpBackend, SendingHttp {
  /** Waits for the calls under way. */
  readonly close: () => Promise<void>;
}

/** HTTP to one backend over kept-alive connections; every answer is checked before an adapter sees it. */
export const connectHttp = (options: HttpOptions): ConnectedHttp => {
  const connection = new Connection(options);
  return {
    call: (call, context) =>
      new Promise((answered, failed) => connection.send(call, context, { answered, failed })),
    send: (call, context, outcome) => connection.send(call, context, outcome),
    close: () => connection.close(),
  };
};

// An answer is asked for as it is: a small compressed one could unpack into a very large one.
const OURS = Object.entries({
  accept: 'application/json',
  'accept-encoding': 'identity',
  'user-agent': USER_AGENT,
}).flat();

/**
 * Requests under way to one origin, each on its own connection; what waits for its turn longer than a time-out fails by
 * it. Measured by `bench/bulkhead.ts` with a backend that takes 20 ms and 300 callers, on
 * a machine of 2 cores that had other work: 8 at once carried 425 calls a second, 16: 713, 32: 1,174, 64: 2,061, 128:
 * 2,616, 256: 3,514. Up to 64 what passes grows with the number; beyond, the CPU begins to be the limit, which a query's
 * own work reaches first: at its limit one process answers fewer queries than 64 can carry calls. More would only be
 * more connections and memory that a silent backend holds.
 */
const AT_ONCE = 64;

class Connection {
  readonly #backend: Backend;
  readonly #timeoutMs: number;
  readonly #atOnce: number;
  readonly #proxies: ProxySettings;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #rules: ResponseRules;
  readonly #onAnswer: HttpOptions['onAnswer'];
  /** One for the base URL, and one for each other origin that a call named. */
  readonly #lanes = new Map<string, Lane>();

  constructor({
    backend,
    url,
    timeoutMs,
    document,
    drift,
    onAnswer,
    proxies = NO_PROXIES,
    atOnce = AT_ONCE,
  }: HttpOptions) {
    const { origin, pathname } = new URL(url);
    this.#backend = backend;
    this.#timeoutMs = timeoutMs;
    this.#atOnce = atOnce;
    this.#proxies = proxies;
    this.#onAnswer = onAnswer;
    this.#origin = origin;
    this.#prefix = pathname.replace(/(?<!\/)\/+$/, '');
    this.#rules = {
      backend,
      problemOf: responseValidator(document),
      shapes: drift ? shapesOf(document) : new Map(),
      onDrift: (operation, what) => drift?.note(backend, operation, what),
    };
  }

  send(call: HttpCall, context: CallContext, outcome: CallOutcome): void {
    try {
      this.#begin(call, context, outcome);
    } catch (error) {
      outcome.failed(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
  }

  #begin(call: HttpCall, context: CallContext, outcome: CallOutcome): void {
    const { onCall, signal, deadline = Infinity, trace, last } = context;
    const now = performance.now();
    const judged = new JudgedCall(this, call, outcome, last);
    // There is no time left to ask.
    if (signal?.aborted || now >= deadline) {
      return judged.interrupted(new Interruption('abort', false));
    }
    onCall(this.#backend, call.operation);
    const [origin, path] = this.#target(call);
    const watch = { signal, attempt: trace?.attempt(this.#backend, call.operation) };
    new OutgoingCall(this.#lane(origin), call, requestOf(call, path), watch, judged).send(now);
  }

  /** @throws BackendError */
  judge(call: HttpCall, raw: RawResponse, last: LastAnswer | undefined): HttpResponse {
    this.#onAnswer?.(raw);
    return last?.responseTo(call.operation, raw) ?? checkedResponse(this.#rules, call, raw, last);
  }

  failureOf(interruption: Interruption): BackendError {
    return interrupted(this.#backend, interruption, this.#timeoutMs);
  }

  #target({ url, path, query }: HttpCall): readonly [origin: string, path: string] {
    if (url === undefined) return [this.#origin, this.#prefix + path + queryString(query)];
    const { origin, pathname, search } = new URL(url);
    return [origin, pathname + search];
  }

  #lane(origin: string): Lane {
    const known = this.#lanes.get(origin);
    if (known) return known;
    const lane = new Lane(origin, {
      atOnce: this.#atOnce,
      timeoutMs: this.#timeoutMs,
      proxies: this.#proxies,
    });
    this.#lanes.set(origin, lane);
    return lane;
  }
}

/** What a call comes to, as its caller is told. */
class JudgedCall implements ExchangeOutcome {
  readonly #connection: Connection;
  readonly #call: HttpCall;
  readonly #outcome: CallOutcome;
  readonly #last: LastAnswer | undefined;

  constructor(
    connection: Connection,
    call: HttpCall,
    outcome: CallOutcome,
    last: LastAnswer | undefined,
  ) {
    this.#connection = connection;
    this.#call = call;
    this.#outcome = outcome;
    this.#last = last;
  }

  arrived(raw: RawResponse): void {
    let response: HttpResponse;
    try {
      response = this.#connection.judge(this.#call, raw, this.#last);
    } catch (error) {
      return this.#outcome.failed(error);
    }
    this.#outcome.answered(response);
  }

  interrupted(interruption: Interruption): void {
    this.#outcome.failed(this.#connection.failureOf(interruption));
  }
}

/** An adapter sends the same headers with every call of an operation. */
const headerLists = new WeakMap<HttpCall['headers'], string[]>();

const headersOf = ({ headers }: HttpCall): string[] => {
  const known = headerLists.get(headers);
  if (known) return known;
  const list = [...OURS, ...Object.entries(headers).flat()];
  headerLists.set(headers, list);
  return list;
};

const requestOf = (call: HttpCall, path: string): Dispatcher.DispatchOptions => ({
  method: call.method,
  path,
  headers: headersOf(call),
  body: call.body === undefined ? null : JSON.stringify(call.body),
  // A connection has one request at a time: nothing waits for the head of its answer.
  blocking: false,
});

const queryString = (query: HttpCall['query']): string => {
  if (!query) return '';
  let text = '';
  for (const name in query) {
    text += `${text === '' ? '?' : '&'}${name}=${encodeURIComponent(query[name] ?? '')}`;
  }
  return text === '' ? '?' : text;
};
