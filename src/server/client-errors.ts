import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { JSON_TYPE } from './accept.ts';
import {
  HEADERS_TOO_LARGE,
  TIMED_OUT,
  TOO_LARGE,
  UNFULFILLABLE,
  UNREADABLE,
  bodyOf,
  invalid,
} from './refusals.ts';
import type { Refusal } from './refusals.ts';

// An import of `node:http` reads all that it exports, and with that loads the `fetch` that Node has within it: a tenth of
// the time of a start, for nobody.
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** What Node says of a request that it cannot read; anything else is a 400. */
const byErrorCode = new Map<unknown, Refusal>([
  ['ERR_HTTP_REQUEST_TIMEOUT', TIMED_OUT],
  ['HPE_HEADER_OVERFLOW', HEADERS_TOO_LARGE],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', TOO_LARGE],
]);
const NO_TUNNEL = invalid(405, 'Facet is no proxy: GraphQL is at POST /graphql.', {
  allow: 'GET, POST',
});

/** Time for a client that is still sending to read why it is not heard. */
const LINGER_MS = 1000;

/** The socket with the response that Node is about to write to it. */
interface HttpSocket extends Duplex {
  readonly _httpMessage?: Pick<ServerResponse, 'headersSent'> | null;
}

/**
 * Answers what Node's HTTP parser refuses before Fastify hears of it, in the shape of GraphQL's errors, and then closes
 * the connection: where its next request would begin, nobody can tell.
 */
export function answerClientError(error: Error, socket: HttpSocket): void {
  const code = 'code' in error ? error.code : undefined;
  // A second error of the same connection, or one in the middle of an answer, leaves nothing to say.
  if (code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent) {
    if (!socket.writableEnded) socket.destroy();
    return;
  }
  endWith(socket, byErrorCode.get(code) ?? UNREADABLE);
}

/** Answers what Node would end or refuse without a word: `CONNECT`, and an `Expect` that is not `100-continue`. */
export function answerUnserved(server: Server): void {
  server.on('connect', (_request, socket) => endWith(socket, NO_TUNNEL));
  server.on('checkExpectation', (_request, response) => {
    response.writeHead(UNFULFILLABLE.status, fieldsOf(UNFULFILLABLE)).end(bodyOf(UNFULFILLABLE));
  });
}

function endWith(socket: Duplex, refusal: Refusal): void {
  const { status } = refusal;
  const fields = Object.entries(fieldsOf(refusal));
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...fields.map((it) => it.join(': '))];
  socket.end(`${head.join('\r\n')}\r\n\r\n${bodyOf(refusal)}`);
  // To close while the client still sends would reset the connection, and it would never read this.
  const cut = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(cut));
  socket.resume();
}

const fieldsOf = (refusal: Refusal): Record<string, string> => ({
  ...refusal.headers,
  'content-type': JSON_TYPE,
  'content-length': String(Buffer.byteLength(bodyOf(refusal))),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  connection: 'close',
});
