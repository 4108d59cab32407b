import type { BackendAdapter } from './backends/backend.ts';
import type { ConfiguredBackend } from './backends/known-backend.ts';
import { UNCONNECTED } from './backends/unconnected.ts';
import type { BoundRegistry } from './registry/bindings.ts';
import { openRegistry } from './registry/open.ts';
import { lastWriteContacts, sightingsIn } from './users/sightings.ts';

interface Database {
  readonly databaseUrl: string;
  /** Reads it again, where it stands in a file. */
  readonly renewedDatabaseUrl?: () => string;
  readonly backends: readonly Pick<ConfiguredBackend, 'connect'>[];
}

/**
 * Opens the registry that the configuration names, and brings it up to date. What a record of a backend means, which a
 * registry of an earlier version is asked for, the adapters say; they call nobody.
 * @throws ConfigError when it cannot be used
 */
export async function openRegistryOf(
  { databaseUrl, renewedDatabaseUrl, backends }: Database,
  adapters: readonly BackendAdapter[] = backends.map(({ connect }) => connect(UNCONNECTED)),
): Promise<BoundRegistry> {
  return openRegistry(databaseUrl, lastWriteContacts(sightingsIn(adapters)), renewedDatabaseUrl);
}
