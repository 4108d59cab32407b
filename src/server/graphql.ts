import fastifyCors from '@fastify/cors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '#access';
import { chooseResponseType } from './accept.ts';
import { refusalOfBody } from './body.ts';
import { sendText } from './compress.ts';
import { callerOf, requireCaller } from './require-caller.ts';
import { answerMissing, invalid, refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { recordOf } from './request-records.ts';
import type { Respond } from './respond.ts';

/** For which a browser keeps the answer to a preflight; Chromium keeps none longer. */
const PREFLIGHT_SECONDS = 7200;
/** What an answer depends on besides what is asked. */
const VARY = 'Accept, Authorization, X-Facet-Trace';
/** What a page of another origin may read of an answer. */
const EXPOSED = ['Server-Timing', 'X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After'];
/** With its origin, which CORS adds. */
export const GRAPHQL_FIELDS = { vary: `${VARY}, Origin` };

/**
 * Hands what comes to `/graphql` to Apollo, which does all else. The ready-made plugin for Fastify makes a URL of every
 * request besides: of the 130 µs of CPU that a query without calls took with it, 102 are left.
 */
export async function serveGraphql(
  app: FastifyInstance,
  respond: Respond,
  isAllowedOrigin: (origin: string) => boolean,
  authenticate: Authenticate,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('vary', VARY);
      done();
    });
    await scope.register(fastifyCors, {
      origin: (origin, decided) => decided(null, origin !== undefined && isAllowedOrigin(origin)),
      methods: ['GET', 'POST'],
      credentials: true,
      exposedHeaders: EXPOSED,
      maxAge: PREFLIGHT_SECONDS,
      strictPreflight: false,
    });
    scope.addHook('onRequest', (request, reply, done) => {
      // Every OPTIONS comes here, since a preflight may be for any path; this one is none, or not for our callers.
      if (request.method === 'OPTIONS') answerMissing(app, request, reply);
      else done();
    });
    scope.addHook('onRequest', requireCaller(authenticate));
    scope.addHook('onRequest', (request, reply, done) => {
      const refusal = refusalOf(request);
      if (refusal) refuse(reply, refusal);
      else done();
    });
    scope.route({
      method: ['GET', 'POST'],
      url: '/graphql',
      exposeHeadRoute: false,
      handler: async (request, reply) => answer(respond, request, reply),
    });
  });
}

async function answer(
  respond: Respond,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { status, headers, text } = await respond({
    request: request.raw,
    response: reply.raw,
    caller: callerOf(request),
    record: recordOf(request.raw),
    search: searchOf(request),
    body: request.body,
  });
  if (request.method === 'GET' && status < 400) void reply.header(...PRIVATE);
  for (const [name, value] of headers) void reply.header(name, value);
  return sendText(request, reply.code(status), text);
}

/** A browser may keep the answer to a GET, nobody in between may. */
const PRIVATE = ['cache-control', 'private'] as const;

const NOT_ACCEPTABLE = invalid(
  406,
  'The Accept header takes no response of GraphQL: let it take application/graphql-response+json or application/json.',
);
const UNPROVEN_GET = invalid(
  400,
  'This GET may be a Cross-Site Request Forgery (CSRF): a page or a link of another site could send it. ' +
    'Name application/graphql-response+json or application/json in the Accept header, or send apollo-require-preflight: true.',
);
const BAD_SEARCH = invalid(
  400,
  'The query string cannot be read: encode its parameters as percent-encoded UTF-8.',
);

/** What is wrong with a request by its head alone: nothing has been executed then, and its body has not been read. */
function refusalOf(request: FastifyRequest): Refusal | null {
  const { type, named } = chooseResponseType(request.headers.accept);
  if (type === null) return NOT_ACCEPTABLE;
  if (request.method !== 'GET') return refusalOfBody(request);
  if (!named && !isPreflighted(request)) return UNPROVEN_GET;
  return isReadable(searchOf(request)) ? null : BAD_SEARCH;
}

/** By the headers of Apollo's clients or a content type: a link, an image or a form that GETs can send none of them. */
function isPreflighted({ headers }: FastifyRequest): boolean {
  return Boolean(
    headers['apollo-require-preflight'] ||
    headers['x-apollo-operation-name'] ||
    headers['content-type'],
  );
}

/** Otherwise U+FFFD would stand for what is not UTF-8. */
function isReadable(search: string): boolean {
  try {
    decodeURIComponent(search);
    return !/[^\u0021-\u007E]/.test(search);
  } catch {
    return false;
  }
}

/** With its question mark; empty when there is none. */
function searchOf({ url }: FastifyRequest): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
