import type { Cause, NewAccount, UserKey } from '#registry';

export const ADOPTED: Cause = { kind: 'ADOPT', actor: 'facet', evidence: 'lookup' };
export const LINKED: Cause = { kind: 'LINK', actor: 'alice', evidence: 'linkAccount' };
export const UNLINKED: Cause = { kind: 'UNLINK', actor: 'bob', evidence: 'unlinkAccount' };
export const SEEDED: Cause = { kind: 'ADOPT', actor: 'facet', evidence: 'sandbox' };

export const chakra = (ref: string) => ({ backend: 'CHAKRA', scope: '', ref }) as const;
export const haptik = (ref: string) => ({ backend: 'HAPTIK', scope: '', ref }) as const;
export const tract = (ref: string) => ({ backend: 'HAPTIK_TRACT', scope: '', ref }) as const;
export const emeritus = (scope: string, ref: string) =>
  ({ backend: 'EMERITUS', scope, ref }) as const;

export function byKey({ backend, scope, ref }: NewAccount): UserKey {
  return { by: 'key', backend, scope, ref };
}
