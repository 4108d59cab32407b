import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '#schema';
import { metrics } from '#telemetry';
import { JSON_TYPE, chooseResponseType } from './accept.ts';
import { recordOf } from './request-records.ts';

/** Why a request does not get as far as GraphQL. The words are ours: none of them quote the request. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  /** Headers that belong to the status, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal of what the caller sent. */
export const invalid = (
  status: number,
  message: string,
  headers: Refusal['headers'] = {},
): Refusal => ({ status, code: 'INVALID_INPUT', message, headers });

export const UNREADABLE = invalid(
  400,
  'The request cannot be read: send GraphQL over HTTP, as a JSON object.',
);
export const BAD_HOST = invalid(
  400,
  'The Host header is missing or malformed: send one host name, perhaps with a port.',
);
export const REPEATED_HEADER = invalid(
  400,
  'A header that may stand once, such as Host or Content-Type, stands twice.',
);
export const TIMED_OUT = invalid(
  408,
  'The request did not arrive in time: send it whole within REQUEST_TIMEOUT_MS.',
);
export const TOO_LARGE = invalid(
  413,
  'The body is larger than MAX_BODY_BYTES allows: ask for less at once.',
);
const URL_TOO_LONG = invalid(414, 'The URL is too long: send the query by POST.');
const UNSUPPORTED_MEDIA_TYPE = invalid(
  415,
  'The media type is not supported: send application/json.',
);
export const UNFULFILLABLE = invalid(417, 'What the Expect header asks for is not supported.');
export const HEADERS_TOO_LARGE = invalid(431, 'The headers of the request are too large.');
const NOT_FOUND: Refusal = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'Not found: GraphQL is at POST /graphql, GraphiQL at GET /.',
};
const INTERNAL: Refusal = { status: 500, code: 'INTERNAL', message: 'Something went wrong here.' };

const byStatus = new Map(
  [UNREADABLE, TIMED_OUT, TOO_LARGE, URL_TOO_LONG, UNSUPPORTED_MEDIA_TYPE].map((refusal) => [
    refusal.status,
    refusal,
  ]),
);

/** Throw it where a request is read. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Answers hold personal data: who may keep one says so itself. */
export const PRIVACY_FIELDS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The same as `refuse` where there is no Fastify; with `fields` besides. */
export function writeRefusal(
  response: ServerResponse,
  refusal: Refusal,
  fields: Readonly<Record<string, string>>,
): void {
  const { status, headers = {} } = refusal;
  metrics.refused(refusal.code, status);
  const { type } = chooseResponseType(response.req.headers.accept);
  const text = bodyOf(refusal);
  response
    .writeHead(status, {
      ...headers,
      ...PRIVACY_FIELDS,
      ...fields,
      'content-type': type ?? JSON_TYPE,
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}

/** Answers in the shape of GraphQL's errors. */
export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, headers = {} } = refusal;
  metrics.refused(refusal.code, status);
  recordOf(reply.request.raw).failed(refusal.code);
  const { type } = chooseResponseType(reply.request.headers.accept);
  return keepOpen(reply)
    .code(status)
    .headers({ ...headers, ...PRIVACY_FIELDS })
    .type(type ?? JSON_TYPE)
    .send(bodyOf(refusal));
}

/**
 * Fastify closes a connection on which a body is still coming. That resets it, and the caller never reads why: Node takes
 * the rest of the body instead, for as long as a request may take.
 */
export const keepOpen = (reply: FastifyReply): FastifyReply =>
  reply.hasHeader('connection') ? reply.removeHeader('connection') : reply;

/** The body of such an answer. */
export const bodyOf = ({ code, message }: Refusal): string =>
  JSON.stringify({ errors: [{ message, extensions: { code } }] });

const METHODS = ['GET', 'POST'] as const;

/** For a path that leads nowhere, and for a method that a path does not have; the body is not looked at. */
export function answerMissing(
  app: FastifyInstance,
  { url }: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const path = url.split('?', 1)[0] ?? '';
  const allowed = METHODS.filter((method) => app.hasRoute({ method, url: path }));
  if (allowed.length === 0) return refuse(reply, NOT_FOUND);
  const allow = allowed.join(', ');
  const message =
    path === '/graphql'
      ? 'GraphQL is asked by POST, or by GET for queries alone.'
      : `The method is not allowed here: use ${allow}.`;
  return refuse(reply, invalid(405, message, { allow }));
}

/** For a request that failed outside GraphQL; what nobody expected goes to `report`. */
export const answerFailure =
  (report: (error: unknown) => void) =>
  (error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    refuse(reply, refusalFor(error, report));

/** What is said of a request that failed outside GraphQL; what nobody expected goes to `report`. */
export function refusalFor(error: unknown, report: (error: unknown) => void): Refusal {
  if (error instanceof RefusedRequest) return error.refusal;
  const refusal = byStatus.get(statusOf(error));
  if (refusal) return refusal;
  report(error);
  return INTERNAL;
}

function statusOf(error: unknown): number {
  const hasStatus = error instanceof Error && 'statusCode' in error;
  return hasStatus && typeof error.statusCode === 'number' ? error.statusCode : 500;
}
