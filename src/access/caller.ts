import { SCOPES } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** Who asks, as credentials tell. */
export interface Caller {
  /** Unique; operations, their keys and the history are kept under it. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Corporations whose accounts alone the caller finds, sees and writes; `null` is all. */
  readonly corporations: ReadonlySet<string> | null;
}

/** Whoever asks while no credentials are configured, on this machine alone. */
export const ANONYMOUS: Caller = {
  name: 'anonymous',
  scopes: new Set(SCOPES),
  corporations: null,
};
