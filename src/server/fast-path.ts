import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Authenticate } from '#access';
import { REQUEST_ID, RequestRecord, requestEnded } from '#telemetry';
import { chooseResponseType } from './accept.ts';
import type { ParseBody } from './body.ts';
import { UNAUTHENTICATED } from './require-caller.ts';
import { GRAPHQL_FIELDS } from './graphql.ts';
import type { CallerRules } from './guard.ts';
import { refusalOfCaller } from './guard.ts';
import { PRIVACY_FIELDS, RefusedRequest, refusalFor, writeRefusal } from './refusals.ts';
import { keepRecord } from './request-records.ts';
import type { Respond } from './respond.ts';

/** What the fast path shares with the general one. */
export interface FastPathDeps {
  readonly callers: CallerRules;
  readonly authenticate: Authenticate;
  readonly maxBodyBytes: number;
  readonly parseBody: ParseBody;
  readonly respond: Respond;
  /** Paths whose requests the log tells of one by one. */
  readonly routes: ReadonlySet<string>;
  /** Told of errors that nobody expected. */
  readonly report: (error: unknown) => void;
}

/**
 * Answers what programs ask, a POST of JSON to `/graphql`, ahead of Fastify: its routing, hooks and reply took a quarter
 * of what a query without calls costs. Whatever is not as plain as that, or would be refused by its head, goes through
 * Fastify, where a request is answered alike; `test/server/fast-path.test.ts` compares them.
 *
 * Returns what ends it: while the server closes, Fastify sees to it that connections end.
 */
export function answerPlainPosts(server: Server, deps: FastPathDeps): () => void {
  const general = server.listeners('request') as RequestListener[];
  let isOpen = true;
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isOpen && isPlainPost(request, deps)) return void answer(request, response, deps);
    keepRecord(request, response, deps.routes);
    for (const listener of general) listener.call(server, request, response);
  });
  return () => {
    isOpen = false;
  };
}

/** Programs send no `Origin`. A body whose length is not told, or that is encoded, needs more care. */
function isPlainPost(request: IncomingMessage, { callers, maxBodyBytes }: FastPathDeps): boolean {
  const { method, url, headers } = request;
  if (method !== 'POST' || url !== '/graphql' || headers.origin !== undefined) return false;
  const isJson = headers['content-type'] === 'application/json';
  const isPlain =
    headers['content-encoding'] === undefined && headers['transfer-encoding'] === undefined;
  const length = Number(headers['content-length'] ?? 0);
  if (!isJson || !isPlain || length === 0 || length > maxBodyBytes) return false;
  return (
    chooseResponseType(headers.accept).type !== null && refusalOfCaller(request, callers) === null
  );
}

/** As `writeHead` wants them where none was set before: names and values in turn. */
const FIELDS: readonly string[] = Object.entries({ ...PRIVACY_FIELDS, ...GRAPHQL_FIELDS }).flat();

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { authenticate, parseBody, respond, report }: FastPathDeps,
): Promise<void> {
  const record = new RequestRecord(request.headers);
  const end = { route: '/graphql', method: 'POST' };
  try {
    const found = authenticate(request.headers.authorization);
    const caller = found instanceof Promise ? await found : found;
    if (caller === null) throw new RefusedRequest(UNAUTHENTICATED);
    const body = parseBody(await bytesOf(request));
    const { status, headers, text } = await respond({
      request,
      response,
      caller,
      record,
      search: '',
      body,
    });
    const length = Buffer.byteLength(text);
    const fields = [...FIELDS, REQUEST_ID, record.id, 'content-length', String(length)];
    for (const [name, value] of headers) fields.push(name, value);
    // Nobody is there any more to read it.
    const isAborted = response.destroyed;
    // Of bytes that are characters none has to be looked at.
    response.writeHead(status, fields).end(text, length === text.length ? 'latin1' : 'utf8');
    requestEnded(record, { ...end, status, isAborted });
  } catch (error) {
    const refusal = refusalFor(error, report);
    writeRefusal(response, refusal, { ...GRAPHQL_FIELDS, [REQUEST_ID]: record.id });
    record.failed(refusal.code);
    requestEnded(record, { ...end, status: refusal.status });
  }
}

/** Never settles when the caller goes away, of which nobody needs to hear: there is nobody to answer then. */
const bytesOf = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    // Else Node takes it that nobody has read the request, and reads it once more in the end.
    request.read(0);
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const [first] = chunks;
      resolve(first && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
  });
