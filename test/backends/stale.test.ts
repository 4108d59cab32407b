import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectedHttp } from '../../src/backends/http/connect-http.ts';
import { VERSION } from '#version';
import { connectThings, failureOf, get, post } from './things.ts';

/** A server whose connections a test ends; each connection serves as many requests as the test allows. */
class Connections {
  /** The requests that arrived: of which connection, and how many on it. */
  readonly arrived: string[] = [];
  readonly heads: string[] = [];
  readonly #sockets: Socket[] = [];
  readonly #server: Server;
  served = 1;
  /** What becomes of a request beyond those. */
  end: (socket: Socket) => void = (socket) => socket.resetAndDestroy();

  constructor() {
    this.#server = createServer((socket) => this.#accept(socket));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('It is not listening.');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: Socket): void {
    const connection = this.#sockets.push(socket);
    let count = 0;
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      // A test's requests are small: each is one piece.
      count += 1;
      this.arrived.push(`${connection}.${count}`);
      this.heads.push(data.toString());
      if (count > this.served) return this.end(socket);
      const body = '{"id":"1"}';
      return void socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
  }
}

describe('A connection that a backend has given up', () => {
  let server: Connections;
  let http: ConnectedHttp;
  const calls: string[] = [];
  const context = { onCall: (_: unknown, operation: string) => calls.push(operation) };

  beforeEach(async () => {
    server = new Connections();
    // A second connection would be made for a call that comes before the first is known to be free.
    http = connectThings(await server.listen(), 5000, 1);
    calls.length = 0;
  });

  afterEach(async () => {
    await http.close();
    await server.close();
  });

  const ends = [
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['closed', (socket: Socket) => socket.end()],
    ['destroyed', (socket: Socket) => socket.destroy()],
  ] as const;

  it.each(ends)('costs a read nothing when it is %s: one call, sent again once', async (_, end) => {
    server.end = end;
    await http.call(get, context);
    expect(await http.call(get, context)).toMatchObject({ body: { id: '1' } });
    expect(server.arrived).toEqual(['1.1', '1.2', '2.1']);
    expect(calls).toEqual(['thing', 'thing']);
  });

  it('costs a POST that only reads nothing either', async () => {
    const read = { ...post, isRead: true };
    await http.call(read, context);
    expect(await http.call(read, context)).toMatchObject({ status: 200 });
    expect(server.arrived).toEqual(['1.1', '1.2', '2.1']);
  });

  it('is no other kept connection, of which there may be many', async () => {
    const many = connectThings(server.url);
    await Promise.all(Array.from({ length: 5 }, () => many.call(get, context)));
    server.arrived.length = 0;
    expect(await many.call(get, context)).toMatchObject({ status: 200 });
    await many.close();
    expect(server.arrived).toHaveLength(2);
    expect(server.arrived[0]).toMatch(/^\d\.2$/);
    expect(server.arrived[1]).toBe('6.1');
  });

  it('leaves a write that was sent to its outcome', async () => {
    await http.call(post, context);
    const error = await failureOf(http, post);
    expect(error).toMatchObject({ code: 'BACKEND_UNAVAILABLE', details: { effect: 'possible' } });
    expect(server.arrived).toEqual(['1.1', '1.2']);
  });

  it('is sent to no second time when the new one ends too', async () => {
    await http.call(get, context);
    server.served = 0;
    expect(await failureOf(http)).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    expect(server.arrived).toEqual(['1.1', '1.2', '2.1']);
  });

  it('is told from a new one, whose end says something of the backend', async () => {
    server.served = 0;
    expect(await failureOf(http)).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    expect(server.arrived).toEqual(['1.1']);
  });

  it('is told from one that ends in the middle of an answer', async () => {
    await http.call(get, context);
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n';
    server.end = (socket) => socket.write(`${head}{"half":`, () => socket.resetAndDestroy());
    expect(await failureOf(http)).toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    expect(server.arrived).toEqual(['1.1', '1.2']);
  });
});

it('Every call says who calls', async () => {
  const server = new Connections();
  const http = connectThings(await server.listen());
  await http.call(get, { onCall: () => undefined });
  expect(server.heads[0]).toMatch(
    new RegExp(`^user-agent: facet/${RegExp.escape(VERSION)}\r$`, 'im'),
  );
  await http.close();
  await server.close();
});
