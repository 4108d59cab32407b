/** What the log tells of besides requests, by the `event` of its lines; docs/operating.md says what each means. */
export const EVENTS = [
  'audit',
  'backend-call',
  'breaker-closed',
  'breaker-opened',
  'callers',
  'conflict',
  'credential-file',
  'drift',
  'jwks',
  'limits',
  'mutation-refused',
  'partial-copy',
  'registry',
  'registry-key',
  'too-many-files',
  'unauthenticated',
  'versions',
  'webhook-refused',
  'write-failed',
  'write-pending',
  'write-stuck',
  'write-unknown',
] as const;

export type LogEvent = (typeof EVENTS)[number];
