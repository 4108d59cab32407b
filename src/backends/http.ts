import type { CallContext } from './call-context.ts';
import type { Credentials } from './credentials.ts';

/** What a body says when its backend refuses a request: its own words and its own code. */
export interface Refusal {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  /** The code is in a document or in the configuration; else it is one that nobody has heard of. */
  readonly isKnown?: boolean;
  /** It is the credentials that are refused. */
  readonly isUnauthorized?: boolean;
}

/** One HTTP exchange of a documented operation. */
export interface HttpCall {
  /** The operation id in the backend's OpenAPI document: names the call in counts and finds the answer's schema. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base URL, already encoded. */
  readonly path: string;
  /** The whole address of a call that goes elsewhere (a registered hook); base URL, `path` and `query` are not used. */
  readonly url?: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Where `headers` are from, when they carry credentials: other ones may be had when these are refused. */
  readonly credentials?: Credentials;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Statuses besides 200 that the adapter wants to see; every other one is thrown as a `BackendError`. */
  readonly expects?: readonly number[];
  /**
   * Reads the refusal out of a body, `null` when it holds none. A 200 with one is thrown as `BACKEND_REJECTED` and is
   * not held to the schema; a failing status takes its words from it. Left out: no 200 is a refusal, and a failing
   * status keeps the `message` of its body.
   */
  readonly refusal?: (body: unknown) => Refusal | null;
  /** Keys whose numbers become their source text, since a 64-bit integer does not survive as a JavaScript number. */
  readonly exactIntegers?: readonly string[];
  /** What the backend's words must not echo, besides all that `query`, `headers` and `body` hold: an id in `path`. */
  readonly conceal?: readonly string[];
}

/** An answer; `body` of a 200 has passed the operation's schema, an expected other one is `null` when unreadable. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** HTTP to one backend: its pool, its limits, its OpenAPI document. */
export interface HttpBackend {
  /** Throws `BackendError`. */
  readonly call: (call: HttpCall, context: CallContext) => Promise<HttpAnswer>;
}
