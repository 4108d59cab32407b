import type { IncomingHttpHeaders } from 'node:http';

/** An answer as it came. */
export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** `null` when it is over the limit; of a failing status also when it broke off: the status decides then. */
  readonly body: Buffer | null;
}

/**
 * An answer. `body` of a success has passed the operation's schema, or is `undefined` where it may be empty; that of an
 * expected failure is `null` when it is unreadable. Its numbers are `ExactNumber` where a double would alter them.
 */
export interface HttpResponse {
  /** That of a success, of a failure that the adapter expects, or the 404 that the call recognises. */
  readonly status: number;
  /** The record that was to be created is there already; `body` is whatever says so. */
  readonly exists?: boolean;
  readonly body: unknown;
}
