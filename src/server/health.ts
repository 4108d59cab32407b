import type { FastifyInstance } from 'fastify';
import { VERSION } from '#version';

/** Whether a request can be answered now; a rejection means no. */
export type Readiness = () => Promise<boolean>;

/** `/healthz` answers as long as the process lives, and says its version; `/readyz` says whether to send requests here. */
export function serveHealth(app: FastifyInstance, readiness: Readiness): void {
  // A probe calls by an address.
  const config = { openToAll: true };
  app.get('/healthz', { config }, () => ({ status: 'ok', version: VERSION }));
  app.get('/readyz', { config }, async (_request, reply) => {
    const ready = await readiness().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'unavailable' });
  });
}
