import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import type { Server as NetServer } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Where a server is reached, and all that takes connections for it. */
export interface Listening {
  /** Without a slash at the end, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The server itself first. */
  readonly listeners: readonly NetServer[];
}

/**
 * Listens at every address of a host: `localhost` is `127.0.0.1` to one client and `::1` to another. Fastify would make an
 * HTTP server for each, of which only the first is drained: here a further listener hands its connections to the first
 * server.
 * @throws what `listen` fails with, such as `EADDRINUSE` at any of the addresses.
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<Listening> {
  const [first = host, ...others] = addressesOf(host);
  const url = await app.listen({ host: first, port });
  const listeners: NetServer[] = [app.server];
  const taken = (app.server.address() as AddressInfo).port;
  for (const address of others) {
    const listener = await listenToo(app.server, address, taken);
    if (listener) listeners.push(listener);
  }
  return { url, listeners };
}

/** Browsers ask no resolver for `localhost`: they try both, whatever the system's list of hosts says. */
const addressesOf = (host: string): readonly string[] =>
  host === 'localhost' ? ['127.0.0.1', '::1'] : [host];

/** Where IPv6 is switched off. */
const ABSENT = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

async function listenToo(server: Server, host: string, port: number): Promise<NetServer | null> {
  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    server.emit('connection', socket),
  );
  listener.listen({ host, port });
  try {
    await once(listener, 'listening');
    return listener;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ABSENT.has(String(error.code))) return null;
    throw error;
  }
}
