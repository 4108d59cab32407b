import type { Backend } from '#schema';

/** What the configuration decides about operations. Times are in milliseconds. */
export interface OperationSettings {
  /** How long an idempotency key is kept. */
  readonly idempotencyTtlMs: number;
  /** How long one attempt at a backend may take. */
  readonly backendTimeoutMs: number;
  /** How long after it was sent a dead request may still take effect at a backend. */
  readonly settleMs: (backend: Backend) => number;
  /** How often it is looked for what is left to be done. */
  readonly recoveryIntervalMs: number;
  /** How long an operation belongs to the process that last wrote to it. */
  readonly leaseMs: number;
  /** How often a step is sent that may have taken effect, until it is given up. */
  readonly pendingMaxAttempts: number;
  /** How long a step waits until it is given up. */
  readonly pendingMaxAgeMs: number;
}
