import type { BoundRegistry } from '#registry';
import { AuditTrail } from './audit-trail.ts';
import { Authentication } from './authentication.ts';
import type { Authenticate, CredentialSettings } from './authentication.ts';
import { RateLimits } from './rate-limits.ts';
import { TrustedDocuments } from './trusted-documents.ts';
import type { TrustSettings } from './trusted-documents.ts';

export interface AccessSettings {
  readonly credentials: CredentialSettings;
  /** `null`: all documents are trusted alike. */
  readonly trusted: TrustSettings | null;
  readonly auditTtlMs: number;
  /** Told of errors that nobody expected. */
  readonly report: (error: unknown) => void;
}

/** What the server asks before it answers a request. */
interface Gate {
  readonly authenticate: Authenticate;
  readonly limits: RateLimits;
  readonly trustedDocuments: TrustedDocuments | null;
}

/**
 * Puts together what decides about callers; refusals and changes of the keys go into the registry's audit.
 * @throws ConfigError when a file that the settings name cannot be used
 */
export function openAccess(
  { credentials, trusted, auditTtlMs, report }: AccessSettings,
  { audit, counters }: Pick<BoundRegistry, 'audit' | 'counters'>,
): {
  readonly gate: Gate;
  readonly onForbidden: AuditTrail['forbidden'];
  readonly close: () => Promise<void>;
} {
  const trustedDocuments = trusted && TrustedDocuments.read(trusted);
  const trail = new AuditTrail(audit, { ttlMs: auditTtlMs, report });
  const authentication = new Authentication(credentials, {
    onChange: (what) => trail.callersChanged(what),
    onRefused: (reason) => trail.unauthenticated(reason),
  });
  const limits = new RateLimits(counters);
  return {
    gate: { authenticate: authentication.callerOf, limits, trustedDocuments },
    onForbidden: (caller, what) => trail.forbidden(caller, what),
    close: async () => {
      authentication.close();
      limits.close();
      await trail.close();
    },
  };
}
