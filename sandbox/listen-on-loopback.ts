import { once } from 'node:events';
import type { Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';

/** Listens on 127.0.0.1 and says on which port; 0 asks for a free one. Rejects when it cannot. */
export async function listening(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/**
 * Stops listening and cuts every connection, also those with a request under way. A caller in this process has seen
 * its connections end by then, so that its next request finds nobody listening, not a connection that is half dead.
 */
export async function stopped(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  // Two, since only a whole turn of the event loop is sure to have looked at every socket.
  await setImmediate();
  await setImmediate();
}
