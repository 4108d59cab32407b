import type { MigrationState } from './migrations/migrate.ts';

/** What a registry is like before it is opened. */
export interface RegistryState extends MigrationState {
  /** It was copied while it was in use, and lacks what was written last. */
  readonly isPartialCopy: boolean;
}
