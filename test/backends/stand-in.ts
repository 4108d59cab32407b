import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** A request as it arrived, in the order of arrival. */
export interface Received {
  readonly method: string;
  /** Path and query, undecoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body, `undefined` without one. */
  readonly body: unknown;
}

export type Reply = (response: ServerResponse, request: Received) => void;

/** A backend on loopback whose next answers a test decides. */
export class StandIn {
  readonly received: Received[] = [];
  reply: Reply = json({});
  /** Told of every body as it came. */
  onBody: (text: string) => void = () => undefined;
  readonly #server: Server;

  static async start(): Promise<StandIn> {
    const standIn = new StandIn();
    await new Promise<void>((resolve) => standIn.#server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('It is not listening.');
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    this.onBody(text);
    const received = {
      method: request.method ?? '',
      target: request.url ?? '',
      headers: ownHeaders(request),
      body: text === '' ? undefined : JSON.parse(text),
    };
    this.received.push(received);
    this.reply(response, received);
  }
}

// The connection's own headers say nothing of the call.
const ownHeaders = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !['host', 'connection', 'content-length'].includes(name))
      .map(([name, value]) => [name, String(value)]),
  );

export const json =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

export const raw =
  (text: string, contentType = 'application/json', status = 200): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(text);
  };

export const empty =
  (status: number, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) => {
    response.writeHead(status, headers);
    response.end();
  };

/** Reads the request and never answers. */
export const silence: Reply = () => undefined;

/** Reads the request and resets the connection. */
export const reset: Reply = (response) => response.socket?.resetAndDestroy();

/** Promises more than it sends, then resets the connection. */
export const brokenOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"half":', () => response.socket?.resetAndDestroy());
};
