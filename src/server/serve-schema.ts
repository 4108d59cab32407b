import type { FastifyInstance } from 'fastify';
import type { Authenticate, Caller } from '#access';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { callerOf, requireCaller } from './require-caller.ts';

/** Who is served the schema. */
interface SchemaReaders {
  readonly authenticate: Authenticate;
  readonly tellsSchemaTo: (caller: Caller) => boolean;
}

const WITHHELD: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message:
    'Introspection is switched off here: the schema takes the key of a caller with the scope ops:read.',
};

/**
 * Serves the SDL for clients at `/schema.graphql`, made when it is first asked for: it never changes while we run. By POST
 * too, by which graphql-inspector asks.
 */
export function serveSchema(
  app: FastifyInstance,
  clientSchema: () => string,
  { authenticate, tellsSchemaTo }: SchemaReaders,
): void {
  let sdl: string | undefined;
  app.route({
    method: ['GET', 'POST'],
    url: '/schema.graphql',
    onRequest: requireCaller(authenticate),
    handler: (request, reply) => {
      if (!tellsSchemaTo(callerOf(request))) return refuse(reply, WITHHELD);
      sdl ??= clientSchema();
      return reply.type('text/plain; charset=utf-8').send(sdl);
    },
  });
}
