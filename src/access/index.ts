export { AuditTrail } from './audit-trail.ts';
export { ANONYMOUS } from './caller.ts';
export type { Caller } from './caller.ts';
