import type { FastifyInstance } from 'fastify';
import type { Authenticate } from '#access';
import { requireCaller } from './require-caller.ts';

/**
 * Serves the SDL for clients at `/schema.graphql`, made when it is first asked for: it never changes while we run. By POST
 * too, by which graphql-inspector asks.
 */
export function serveSchema(
  app: FastifyInstance,
  clientSchema: () => string,
  authenticate: Authenticate,
): void {
  let sdl: string | undefined;
  app.route({
    method: ['GET', 'POST'],
    url: '/schema.graphql',
    onRequest: requireCaller(authenticate),
    handler: (_request, reply) => {
      sdl ??= clientSchema();
      return reply.type('text/plain; charset=utf-8').send(sdl);
    },
  });
}
