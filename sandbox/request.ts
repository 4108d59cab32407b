import type { IncomingMessage } from 'node:http';
import type { RawRequest } from './contract.ts';
import type { LoggedRequest } from './log.ts';

/** Reads a request to its end; `null` when the caller left before that. */
export async function readRequest(incoming: IncomingMessage): Promise<RawRequest | null> {
  const body = await readBody(incoming);
  if (body === null) return null;
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: flat(incoming.headers),
    body,
  };
}

function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    // A caller who hangs up has no use for an answer, so the error means nothing more than that.
    incoming.on('error', () => resolve(null));
  });
}

/** Repeated headers are joined as HTTP allows. */
function flat(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
  );
}

/** What the log keeps of a request. */
export function loggedRequest(operation: string | null, request: RawRequest): LoggedRequest {
  const [path = '', query = ''] = request.path.split('?', 2);
  return {
    operation,
    method: request.method,
    path,
    query: Object.fromEntries(new URLSearchParams(query)),
    headers: request.headers,
    body: parsed(request.body),
    at: Date.now(),
    status: null,
    failure: null,
  };
}

function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    // A test may well want to see what was sent in the place of JSON.
    return body;
  }
}
