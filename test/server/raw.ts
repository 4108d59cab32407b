import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** What came back over a connection until the server closed it. */
export interface RawResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly text: string;
}

/** Sends bytes as they are, as no client would. A character is a byte. */
export async function sendRaw(url: string, request: string): Promise<RawResponse> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''));
  await once(socket, 'connect');
  socket.write(request, 'latin1');
  return parse(await text(socket));
}

function parse(response: string): RawResponse {
  const end = response.indexOf('\r\n\r\n');
  const [first = '', ...lines] = response.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(headers),
    body: response.slice(end + 4),
    text: response,
  };
}

/** A POST of a query, closed by the server afterwards; `head` are lines without their ends. */
export function rawPost(head: readonly string[], body = '{"query":"{ slow }"}'): string {
  const lines = [
    'POST /graphql HTTP/1.1',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
    ...head,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
