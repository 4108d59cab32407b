import type { ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

/** Sends a whole answer; a caller who has gone gets none. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
