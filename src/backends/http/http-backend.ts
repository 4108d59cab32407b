import type { CallContext } from '../call-context.ts';
import type { Credentials } from './credentials.ts';
import type { HttpResponse } from './response.ts';

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
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
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
  /** Failing statuses that the adapter wants to see; every other one is thrown as a `BackendError`. */
  readonly expects?: readonly number[];
  /** An answer that says that the record is there already is no failure, whether it is a 400, a 409, a 422 or a 200. */
  readonly creates?: boolean;
  /** Nothing of a success's body is needed: a 204, or a 200 without a body, is one too. */
  readonly mayBeEmpty?: boolean;
  /**
   * Of a read: whether a 404 is the vendor's own word that there is no such user. `body` is `undefined` when it is empty;
   * `saysJson` tells whether its content type is JSON all the same. Any other 404 is thrown as `BACKEND_CONTRACT`.
   */
  readonly isAbsence?: (body: unknown, saysJson: boolean) => boolean;
  /** A POST that changes nothing; a GET never does. */
  readonly isRead?: boolean;
  /**
   * Reads the refusal out of a body, `null` when it holds none. A 200 with one is thrown as `BACKEND_REJECTED` and is
   * not held to the schema; a failing status takes its words from it. Left out: no 200 is a refusal, and a failing
   * status keeps the `message` of its body.
   */
  readonly refusal?: (body: unknown) => Refusal | null;
  /** What the backend's words must not echo, besides all that `query`, `headers` and `body` hold: an id in `path`. */
  readonly conceal?: readonly string[];
}

/** HTTP to one backend: its pool, its limits, its OpenAPI document. */
export interface HttpBackend {
  /** Throws `BackendError`. */
  readonly call: (call: HttpCall, context: CallContext) => Promise<HttpResponse>;
}

/** Told what a call comes to, once. Neither may throw. */
export interface CallOutcome {
  readonly answered: (response: HttpResponse) => void;
  /** A `BackendError`, or what forbade the call. */
  readonly failed: (error: unknown) => void;
}

/** The same for a layer around it, which is told where the answer arrives: a promise for each would take another turn. */
export interface SendingHttp {
  readonly send: (call: HttpCall, context: CallContext, outcome: CallOutcome) => void;
}
