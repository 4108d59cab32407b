import type { AuditLog } from './audit-log.ts';
import type { Erasures } from './erasures.ts';
import type { Operations } from './operation-log.ts';
import type { Registry } from './registry.ts';

/** A registry together with its log of writes and its audit: all in one database, so that they change together. */
export interface DurableRegistry extends Registry {
  readonly operations: Operations;
  readonly audit: AuditLog;
  readonly erasures: Erasures;
}
