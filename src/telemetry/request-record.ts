import type { IncomingHttpHeaders } from 'node:http';
import { newRequestId } from './request-id.ts';
import { tracing } from './tracing.ts';
import type { OpenSpan, Tracing } from './tracing.ts';

export const REQUEST_ID = 'x-request-id';

/** An id of a caller's that is taken over: no e-mail address has this form. */
const TAKEN = /^[\w.:/-]{1,64}$/;

/** What is known of one request for those who watch: filled where it becomes known, told when the request is over. */
export class RequestRecord {
  /** The caller's own `X-Request-Id` when it is short and plain, else made. */
  readonly id: string;
  /** On the clock of `performance.now()`. */
  readonly begun = performance.now();
  caller: string | null = null;
  /** What GraphQL found; `null` where a request did not get as far. */
  operation: OperationFacts | null = null;
  /** Codes of the errors that the answer tells of. */
  readonly codes: string[] = [];

  /** `null` unless requests are traced. */
  readonly span: ReturnType<Tracing['request']> | null;
  /** From the beginning of its span to the end of validation. */
  parsing: OpenSpan | null = null;

  constructor(headers: IncomingHttpHeaders = {}) {
    const requestId = headers[REQUEST_ID];
    const isTaken = typeof requestId === 'string' && TAKEN.test(requestId);
    this.id = isTaken ? requestId : newRequestId();
    this.span = tracing && tracing.request(headers);
  }

  /** Notes an error of the answer by its code. */
  failed(code: string): void {
    if (!this.codes.includes(code)) this.codes.push(code);
  }
}

export interface OperationFacts {
  /** As the document names it; `null` when it has no name. */
  readonly name: string | null;
  /** `null` for a document that cannot be executed. */
  readonly type: 'query' | 'mutation' | 'subscription' | null;
  /** SHA-256 of the document's text. */
  hash: string | undefined;
  /** Calls that were made, by backend. */
  readonly calls: Readonly<Record<string, number>>;
}
