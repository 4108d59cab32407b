import type { FastifyInstance } from 'fastify';

/** Whether a request can be answered now; a rejection means no. */
export type Readiness = () => Promise<boolean>;

/** `/healthz` answers as long as the process lives, `/readyz` says whether to send requests here. */
export function serveHealth(app: FastifyInstance, readiness: Readiness): void {
  // A probe calls by an address.
  const config = { openToAll: true };
  app.get('/healthz', { config }, () => ({ status: 'ok' }));
  app.get('/readyz', { config }, async (_request, reply) => {
    const ready = await readiness().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' });
  });
}
