import { SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** What a caller may ask for in a minute; `null` is without a limit. */
export interface CallerLimits {
  readonly requestsPerMinute: number | null;
  readonly backendCallsPerMinute: number | null;
}

/** Who asks, as credentials tell. */
export interface Caller {
  /** Unique; operations, their keys and the history are kept under it. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Corporations whose accounts alone the caller finds, sees and writes; `null` is all. */
  readonly corporations: ReadonlySet<string> | null;
  readonly limits: CallerLimits;
}

export const EVERY_SCOPE: ReadonlySet<Scope> = new Set(SCOPES);
export const UNLIMITED: CallerLimits = { requestsPerMinute: null, backendCallsPerMinute: null };

/** Whoever asks while no credentials are configured, on this machine alone. */
export const ANONYMOUS: Caller = {
  name: 'anonymous',
  scopes: EVERY_SCOPE,
  corporations: null,
  limits: UNLIMITED,
};

/** Whether a caller is told the schema where introspection is switched off: one that shows by credentials that it operates Facet. */
export const isToldSchema = (caller: Caller): boolean =>
  caller !== ANONYMOUS && caller.scopes.has('ops:read');
