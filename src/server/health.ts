import type { FastifyInstance } from 'fastify';
import { VERSION } from '#version';

/** Why requests cannot be answered now. */
export interface Unready {
  readonly part: string;
  readonly reason: string;
  /** What happened and what to look at. */
  readonly message: string;
}

/** What keeps a request from being answered now; `null` when nothing does. */
export type Readiness = () => Promise<Unready | null>;

/** `/healthz` answers as long as the process lives, and says its version; `/readyz` says whether to send requests here. */
export function serveHealth(app: FastifyInstance, readiness: Readiness): void {
  // A probe calls by an address.
  const config = { openToAll: true };
  app.get('/healthz', { config }, () => ({ status: 'ok', version: VERSION }));
  app.get('/readyz', { config }, async ({ headers }, reply) => {
    const unready = await readiness().catch(() => UNKNOWN);
    const code = unready ? 503 : 200;
    void reply.code(code);
    if (takesText(headers.accept))
      return reply.type('text/plain; charset=utf-8').send(textOf(unready));
    return unready
      ? reply.send({ status: 'unavailable', ...unready })
      : reply.send({ status: 'ready' });
  });
}

const UNKNOWN: Unready = {
  part: 'server',
  reason: 'other',
  message: 'Nobody knows why: look at the log.',
};

/** Who asks by hand takes anything, and gets JSON. */
const takesText = (accept: string | undefined): boolean =>
  accept?.startsWith('text/plain') ?? false;

const textOf = (unready: Unready | null): string =>
  unready ? `unavailable: ${unready.part}: ${unready.reason}\n${unready.message}\n` : 'ready\n';
