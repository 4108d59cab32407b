import type { CallContext } from './backend.ts';

/** One HTTP exchange of a documented operation. */
export interface HttpCall {
  /** The operation id in the backend's OpenAPI document: names the call in counts and finds the answer's schema. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base URL, already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Statuses besides 200 that the adapter wants to see; every other one is thrown as a `BackendError`. */
  readonly expects?: readonly number[];
}

/** An answer; `body` of a 200 has passed the operation's schema. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** HTTP to one backend: its pool, its limits, its OpenAPI document. */
export interface HttpBackend {
  /** Throws `BackendError`. */
  readonly call: (call: HttpCall, context: CallContext) => Promise<HttpAnswer>;
}
