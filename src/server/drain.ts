import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

/** Time for a request that a client has sent on an open connection and that has not arrived yet. */
const LINGER_MS = 100;
/** Longer than any operation may take; what hangs after that is cut off. */
const LIMIT_MS = 15_000;

/**
 * Watches a server's requests and returns what lets it go quiet: no new connection is taken, every request in flight
 * or on its way is answered with `Connection: close`, and then what is left of the connections is closed.
 *
 * `http.Server.close()` alone closes an idle connection under a request that is just arriving, and waits for those on
 * which no request ever came, as browsers open them in advance.
 */
export function drainOf(server: Server): () => Promise<void> {
  const inFlight = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
  });

  return async () => {
    const closed = new Promise<void>((resolve) => server.once('close', resolve));
    // One turn of the event loop takes the connections that wait to be accepted, or a request that has just arrived.
    await setImmediate();
    // Unlike http.Server's own close, net.Server's leaves the open connections alone.
    NetServer.prototype.close.call(server);
    for (const response of inFlight) response.shouldKeepAlive = false;
    await Promise.race([closed, setTimeout(LINGER_MS).then(() => setImmediate())]);
    await Promise.race([answered(inFlight), setTimeout(LIMIT_MS, undefined, { ref: false })]);
    server.closeAllConnections();
  };
}

/** A set's iteration also visits what is added meanwhile, and skips what is deleted. */
async function answered(inFlight: ReadonlySet<ServerResponse>): Promise<void> {
  for (const response of inFlight) {
    await new Promise((resolve) => response.once('close', resolve));
  }
}
