import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

/** Time for a request that a client has sent on an open connection and that has not arrived yet. */
const LINGER_MS = 100;
/** For clients that connect without end: more than can have waited when it began, since `listen` lets 511 wait. */
const MOST_WAITING = 1024;

/** A connection with the response that is being made or written on it. Nothing else is kept for a request. */
interface HttpSocket extends Socket {
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * Watches a server's connections and returns what lets it go quiet: the connections that wait to be accepted are, then no
 * new one is taken, every request in flight or on its way is answered with `Connection: close`, and then what is left of
 * the connections is closed; what takes longer than `limitMs` is cut off.
 *
 * `http.Server.close()` alone resets connections that wait to be accepted, closes an idle one under a request that is
 * just arriving, and waits for those on which no request ever came, as browsers open them in advance.
 */
export function drainOf(
  server: Server,
  limitMs: number,
): (listeners: readonly NetServer[]) => Promise<void> {
  const sockets = new Set<HttpSocket>();
  let connections = 0;
  server.on('connection', (socket: HttpSocket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const inFlight = (): readonly ServerResponse[] =>
    [...sockets].flatMap(({ _httpMessage }) => _httpMessage ?? []);

  return async (listeners) => {
    const closed = Promise.all(
      listeners.map((it) => new Promise<void>((resolve) => it.once('close', resolve))),
    );
    await untilNoneIsAccepted(() => connections);
    // Unlike http.Server's own close, net.Server's leaves the open connections alone.
    for (const listener of listeners) NetServer.prototype.close.call(listener);
    for (const response of inFlight()) response.shouldKeepAlive = false;
    await Promise.race([closed, setTimeout(LINGER_MS).then(() => setImmediate())]);
    await Promise.race([answered(inFlight), setTimeout(limitMs, undefined, { ref: false })]);
    server.closeAllConnections();
  };
}

/** The event loop accepts one connection a turn, and resets what still waits when it stops listening. */
async function untilNoneIsAccepted(count: () => number): Promise<void> {
  const most = count() + MOST_WAITING;
  let before: number;
  do {
    before = count();
    // Two turns: the first may be the rest of one in which nothing is accepted any more.
    await setImmediate();
    await setImmediate();
  } while (count() > before && count() < most);
}

/** A response that waits for another one of its connection comes after it. */
async function answered(inFlight: () => readonly ServerResponse[]): Promise<void> {
  for (let left = inFlight(); left.length > 0; left = inFlight()) {
    await Promise.all(
      left.map((response) => new Promise((resolve) => response.once('close', resolve))),
    );
  }
}
