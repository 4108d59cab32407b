import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between clients and PostgreSQL, and makes it as far away as in another part of the world. */
export interface Distance {
  /** The same database from afar. */
  readonly urlOf: (url: string) => string;
  /** From now on every message takes so long each way; at first none. */
  readonly setMs: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** `url` names any database of a server behind a Unix socket. */
export async function startDistance(url: string): Promise<Distance> {
  const path = `${decodeURIComponent(new URL(url).hostname)}/.s.PGSQL.5432`;
  const sockets = new Set<Socket>();
  let delay = 0;
  const late = () =>
    new Transform({
      transform: (chunk, _encoding, pass) => void sleep(delay).then(() => pass(null, chunk)),
    });
  const server = createServer((client) => {
    const upstream = connect(path);
    for (const socket of [client, upstream]) {
      sockets.add(socket.on('error', () => socket.destroy()));
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(late()).pipe(upstream).pipe(late()).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (direct) => `postgres://facet@127.0.0.1:${port}${new URL(direct).pathname}`,
    setMs: (ms) => {
      delay = ms;
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
