import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate, Caller, Scope } from '#access';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** `null` until `requireCaller` has told. */
    caller: Caller | null;
  }
}

/** Why is for the log alone: whoever guesses learns nothing. RFC 6750, section 3. */
export const UNAUTHENTICATED: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message:
    "Credentials are missing or not valid: send Authorization: Bearer with a key or a token that Facet's operator gives.",
  headers: { 'www-authenticate': 'Bearer realm="facet"' },
};

const forbidden = (scope: Scope): Refusal => ({
  status: 403,
  code: 'FORBIDDEN',
  message: `This takes the scope ${scope}, which the credentials do not have.`,
});

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** A hook for `onRequest`: before the body is read, and before anything is told. */
export const requireCaller =
  (authenticate: Authenticate, scope: Scope | null = null): Hook =>
  async (request, reply) => {
    const caller = await authenticate(request.headers.authorization);
    if (caller === null) return refuse(reply, UNAUTHENTICATED);
    if (scope !== null && !caller.scopes.has(scope)) return refuse(reply, forbidden(scope));
    request.caller = caller;
    return undefined;
  };

/**
 * Who sent a request that passed `requireCaller`.
 * @throws Error on any other one
 */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new Error('A route is served whose callers are not told apart.');
  return caller;
}
