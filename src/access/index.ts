export { AuditTrail } from './audit-trail.ts';
export { ANONYMOUS } from './caller.ts';
export type { Caller } from './caller.ts';
export { Policy, RULES } from './policy.ts';
export type { Grants, PolicyRow, Requirement } from './policy.ts';
export { SCOPES } from './scopes.ts';
export type { Scope } from './scopes.ts';
export { TRUST_MODES, TrustedDocuments } from './trusted-documents.ts';
export type { TrustSettings } from './trusted-documents.ts';
