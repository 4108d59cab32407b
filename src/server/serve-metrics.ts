import { once } from 'node:events';
import type { FastifyInstance } from 'fastify';
import type { Authenticate } from '#access';
import { metricsText } from '#telemetry';
import { requireCaller } from './require-caller.ts';

/** `/metrics` for Prometheus, which calls by an address, as a probe does. */
export function serveMetrics(app: FastifyInstance, authenticate: Authenticate): void {
  const onRequest = requireCaller(authenticate, 'ops:read');
  app.get('/metrics', { config: { openToAll: true }, onRequest }, async (_request, reply) => {
    const { type, text } = await metricsText();
    return reply.type(type).send(text);
  });
}

/**
 * The same on a port of its own, with nothing beside it, so that a firewall can tell the two apart.
 * @throws what `listen` fails with, such as `EADDRINUSE`
 */
export async function listenForMetrics(
  host: string,
  port: number,
): Promise<{ close(): Promise<void> }> {
  // As in `client-errors.ts`, no import.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void metricsText().then(
      ({ type, text }) => response.writeHead(200, { 'content-type': type }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.listen({ host, port });
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
