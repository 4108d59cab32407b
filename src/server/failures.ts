import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../schema.generated.ts';

const UNREADABLE = 'The request cannot be read: send GraphQL over HTTP, as a JSON object.';

/** Why a request did not get as far as GraphQL. Ours, since Fastify's own words quote the request. */
const reasons = new Map([
  [400, UNREADABLE],
  [413, 'The body is too large.'],
  [415, 'The media type is not supported: send application/json.'],
]);

/** For a path that leads nowhere. */
export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = 'Not found: GraphQL is at POST /graphql, GraphiQL at GET /.';
  return reply.code(404).send(failure('NOT_FOUND', message));
}

/** What may stand in a `Host` header; RFC 9112, section 3.2, wants a 400 for anything else. */
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;

/** Stops a request whose `Host` header is none. */
export function refuseBadHost(
  { headers: { host = '' } }: FastifyRequest,
  reply: FastifyReply,
  done: () => void,
): void {
  if (HOST.test(host)) done();
  else void reply.code(400).send(failure('INVALID_INPUT', UNREADABLE));
}

/** For a method that GraphQL over HTTP does not have; the body is not looked at. */
export async function answerNotAllowed(
  _request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const message = 'GraphQL is asked by POST, or by GET for queries alone.';
  await reply.code(405).header('allow', 'GET, POST').send(failure('INVALID_INPUT', message));
}

/** For a request that failed outside GraphQL; one line, in the shape of GraphQL's errors. */
export function answerFailure(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const status = statusOf(error);
  const reason = reasons.get(status);
  if (reason !== undefined) return reply.code(status).send(failure('INVALID_INPUT', reason));
  report(error, request);
  return reply.code(500).send(failure('INTERNAL', 'Something went wrong here.'));
}

function failure(code: ErrorCode, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}

function statusOf(error: unknown): number {
  const hasStatus = error instanceof Error && 'statusCode' in error;
  return hasStatus && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** The kind and the place, but not the message, which may quote what a person sent. */
function report(error: unknown, { method, routeOptions }: FastifyRequest): void {
  const kind = error instanceof Error ? error.name : typeof error;
  process.stderr.write(
    `facet: unexpected ${kind} at ${method} ${routeOptions.url ?? 'an unknown route'}\n`,
  );
}
