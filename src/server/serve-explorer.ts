import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Authenticate } from '#access';
import { requireCaller } from './require-caller.ts';

/**
 * Only what we serve ourselves: a picture that an answer links to is not loaded either. The editor sets styles inline
 * and carries its fonts and pictures as `data:`.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves GraphiQL at `/` and the page for people at `/people` from the folder that the build of `src/explorer` wrote; says
 * so when that has not run. The pages are open to all, as nothing is in them; `facts` are what the pages need to know of this server besides what its schema tells: no secret
 * and nothing of anybody.
 */
export function serveExplorer(
  app: FastifyInstance,
  folder: string,
  facts: object,
  authenticate: Authenticate,
): void {
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/', (_request, reply) =>
      reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('GraphiQL is not built yet: run `npm run prepare`.\n'),
    );
    return;
  }
  app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    preCompressed: true,
    globIgnore: ['**/*.br', '**/*.gz'],
    setHeaders,
  });
  app.get('/people', (_request, reply) => reply.sendFile('people.html'));
  app.get('/explorer.json', { onRequest: requireCaller(authenticate) }, (_request, reply) =>
    reply.send(facts),
  );
}

function setHeaders(reply: FastifyReply, path: string): void {
  // The build puts a hash of the content into every name under assets/.
  const immutable = path.includes('/assets/');
  reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  reply.header('content-security-policy', contentSecurityPolicy);
  reply.header('referrer-policy', 'no-referrer');
}
