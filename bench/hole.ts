import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** Stands between Facet and a backend, and can go silent as a machine does whose packets are dropped. */
export interface Hole {
  readonly url: string;
  /** From now on nothing is forwarded and nothing is answered. */
  readonly open: () => void;
  /** New connections are forwarded again; those of before stay dead. */
  readonly shut: () => void;
  /** Requests that arrived since this was last asked: each comes in one piece. */
  readonly arrived: () => number;
  /** Connections that went dead and that the other side holds still. */
  readonly held: () => number;
  readonly close: () => void;
}

export async function holeBefore(backend: string): Promise<Hole> {
  const { hostname, port } = new URL(backend);
  const dead = new Set<Socket>();
  const living = new Set<Socket>();
  let silent = false;
  let requests = 0;

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const kind = silent ? dead : living;
    kind.add(near);
    near.on('data', (bytes) => {
      requests += 1;
      if (!dead.has(near)) far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!dead.has(near)) near.write(bytes);
    });
    near.on('close', () => {
      far.destroy();
      dead.delete(near);
      living.delete(near);
    });
    far.on('close', () => {
      if (!dead.has(near)) near.destroy();
    });
    // A reset ends a connection like any other end: `close` follows.
    near.on('error', () => undefined);
    far.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It has no port.');

  return {
    url: `http://127.0.0.1:${address.port}`,
    open: () => {
      silent = true;
      for (const socket of living) dead.add(socket);
      living.clear();
    },
    shut: () => {
      silent = false;
    },
    arrived: () => {
      const count = requests;
      requests = 0;
      return count;
    },
    held: () => dead.size,
    close: () => {
      server.close();
      for (const socket of [...dead, ...living]) socket.destroy();
    },
  };
}
