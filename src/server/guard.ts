import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BAD_HOST, PRIVACY_FIELDS, REPEATED_HEADER, answerMissing, refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import type { HostVerdict } from './host.ts';
import { isOwnOrigin } from './origin.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers under any host name and to any page: nothing is done and nothing is told. */
    readonly openToAll?: boolean;
  }
}

/** Who may call. */
export interface CallerRules {
  readonly judgeHost: (header: string) => HostVerdict;
  readonly isAllowedOrigin: (origin: string) => boolean;
}

const FOREIGN_HOST: Refusal = {
  status: 421,
  code: 'FORBIDDEN',
  message:
    'Facet is not called by this host name. Its operator adds the names that callers use to ALLOWED_HOSTS.',
};

const FOREIGN_ORIGIN: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message:
    'Web pages of this origin may not call Facet. Its operator adds the origins of frontends to CORS_ORIGINS.',
};

/**
 * Stops what a web page makes a browser send that it was not meant to: a request under a host name that is not ours (DNS
 * rebinding), or from a page of an origin that is not ours. Only browsers send `Origin` and `Sec-Fetch-Site`; programs
 * are not held up. What leads nowhere ends here too, before its body is read.
 */
export function guardCallers(app: FastifyInstance, rules: CallerRules): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(PRIVACY_FIELDS);
    const refusal = refusalOf(request, rules);
    if (refusal) refuse(reply, refusal);
    else if (request.is404) answerMissing(app, request, reply);
    else done();
  });
}

function refusalOf(request: FastifyRequest, rules: CallerRules): Refusal | null {
  const refusal = refusalOfCaller(request.raw, rules);
  if (refusal === REPEATED_HEADER) return refusal;
  // Looked up last: Fastify makes an object of a route's options each time that it is asked for them.
  return refusal && request.routeOptions.config.openToAll ? null : refusal;
}

/** Why a request is not served by who sent it and whom it calls. */
export function refusalOfCaller(request: IncomingMessage, rules: CallerRules): Refusal | null {
  if (repeatsSingleton(request.rawHeaders)) return REPEATED_HEADER;
  const { host = '', origin } = request.headers;
  const verdict = rules.judgeHost(host);
  if (verdict !== 'served') return verdict === 'foreign' ? FOREIGN_HOST : BAD_HOST;
  if (origin === undefined) return isSentByForeignPage(request) ? FOREIGN_ORIGIN : null;
  return rules.isAllowedOrigin(origin) || isOwnOrigin(origin, host) ? null : FOREIGN_ORIGIN;
}

/** Node takes the first one of these, a proxy in front of it perhaps the last. */
const SINGLETONS = new Set(['host', 'origin', 'content-type', 'content-length', 'authorization']);
const SINGLETON_LENGTHS = new Set([...SINGLETONS].map((name) => name.length));

function repeatsSingleton(rawHeaders: readonly string[]): boolean {
  const seen: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const raw = rawHeaders[i] ?? '';
    // Most names are told apart by their length alone.
    if (!SINGLETON_LENGTHS.has(raw.length)) continue;
    const name = raw.toLowerCase();
    if (!SINGLETONS.has(name)) continue;
    if (seen.includes(name)) return true;
    seen.push(name);
  }
  return false;
}

/**
 * A browser sends no `Origin` with a GET whose answer the page cannot read, such as that of an image; it says by
 * `Sec-Fetch-Site` where the page is from. To follow a link to us is fine: our page cannot be framed.
 */
function isSentByForeignPage({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  return isForeign && headers['sec-fetch-mode'] !== 'navigate';
}
