import { FacetError } from '#errors';

/** Why the registry cannot serve, in words for who looks after it: what happened, and what to look at. */
export const FAILURES = {
  'disk-full': 'The disk of the registry is full, or its quota is: make room.',
  'disk-error':
    'The disk of the registry took no write: it is full, at the limit of a file’s size, or broken.',
  'read-only':
    'The registry cannot be written to: its file or its disk is read-only, or PostgreSQL is a hot standby or read-only by its settings. Find the primary, or give the right to write.',
  locked: 'Another process holds a lock on the registry: find it, such as a backup or a shell.',
  'too-many-files': 'The process has no file descriptor left: raise its limit (ulimit -n).',
  'too-many-connections':
    'PostgreSQL gives no connection: raise max_connections, or run fewer instances.',
  'connection-lost': 'PostgreSQL cannot be reached, or ended the connection: look at its host.',
  'not-allowed': 'The registry refuses the user or its password: look at DATABASE_URL.',
  busy: 'The registry has more to do than it can in time.',
  'timed-out': 'The registry did not answer in time: look at its disk and its load.',
  'file-gone': 'The file of the registry was moved, removed or replaced: put it back.',
  corrupt: 'The file of the registry is damaged: restore a backup.',
  closed: 'The registry is closed: this process is ending.',
  other: 'The registry fails: its code tells why.',
} as const satisfies Readonly<Record<string, string>>;

export type FailureReason = keyof typeof FAILURES;

/** A write is undone when it fails before its commit. */
const NOTHING = 'nothing was done. Try again later.';

/** The database failed before anything was committed. */
export class RegistryUnavailable extends FacetError {
  override readonly name = 'RegistryUnavailable';
  readonly reason: FailureReason;

  constructor(reason: FailureReason, options?: ErrorOptions) {
    super('REGISTRY_UNAVAILABLE', `The registry is unavailable: ${NOTHING}`, options);
    this.reason = reason;
  }
}
