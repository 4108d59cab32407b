import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';

/** What a proxy was asked for. */
export interface Asked {
  /** `CONNECT host:port`, or `GET http://host/…`. */
  readonly line: string;
  readonly authorization: string | undefined;
}

/** A real HTTP proxy on loopback: it tunnels by CONNECT, and passes on what names a whole address (RFC 9112, 3.2.2). */
export class ConnectProxy {
  readonly asked: Asked[] = [];
  /** The status of its answer to CONNECT; `null` is none at all, `'closed'` the end of the connection. */
  status: number | 'closed' | null = 200;
  /** Tunnels that are open, and the most that were at once. */
  tunnels = 0;
  mostTunnels = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async start(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor() {
    this.#server = createServer((incoming, response) => {
      this.#note(incoming);
      const url = new URL(incoming.url ?? '');
      const { method, headers } = incoming;
      const onward = request(url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.writeHead(502).end());
      incoming.pipe(onward);
    });
    this.#server.on('connection', (socket: Socket) => this.#sockets.add(socket));
    this.#server.on('connect', (incoming, socket) => this.#tunnel(incoming, socket));
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #note({ method, url, headers }: IncomingMessage): void {
    const authorization = headers['proxy-authorization'];
    this.asked.push({ line: `${method} ${url}`, authorization });
  }

  #tunnel(incoming: IncomingMessage, socket: Duplex): void {
    this.#note(incoming);
    socket.on('error', () => socket.destroy());
    if (this.status === null) return;
    if (this.status === 'closed') {
      socket.end();
      return;
    }
    if (this.status !== 200) {
      socket.end(`HTTP/1.1 ${this.status} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${incoming.url}`);
    const onward = connect(Number(port || 80), hostname, () => {
      this.tunnels += 1;
      this.mostTunnels = Math.max(this.mostTunnels, this.tunnels);
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    this.#sockets.add(onward);
    onward.on('error', () => socket.destroy());
    onward.on('close', () => {
      this.tunnels -= 1;
      socket.destroy();
    });
    socket.on('close', () => onward.destroy());
  }
}
