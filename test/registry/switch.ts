import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** One address for several PostgreSQL servers, as a virtual IP or a proxy has it: it leads to one of them at a time. */
export interface Switch {
  /** The same database by way of the switch. */
  readonly urlOf: (url: string) => string;
  /** New connections lead to the server of this URL; those that there are stay where they lead. `null` refuses them. */
  readonly leadTo: (url: string | null) => void;
  readonly close: () => Promise<void>;
}

export async function startSwitch(first: string): Promise<Switch> {
  const sockets = new Set<Socket>();
  let path: string | null = socketOf(first);
  const server = createServer((client) => {
    if (path === null) return void client.destroy();
    const upstream = connect(path);
    for (const socket of [client, upstream]) {
      sockets.add(socket.on('error', () => socket.destroy()));
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (direct) => `postgres://facet@127.0.0.1:${port}${new URL(direct).pathname}`,
    leadTo: (url) => {
      path = url === null ? null : socketOf(url);
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

const socketOf = (url: string): string =>
  `${decodeURIComponent(new URL(url).hostname)}/.s.PGSQL.5432`;
