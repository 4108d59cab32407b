import type { BackendAdapter } from './backends/backend.ts';
import { UNCONNECTED } from './backends/unconnected.ts';
import type { Config } from './config.ts';
import type { BoundRegistry } from './registry/bindings.ts';
import { openRegistry } from './registry/open.ts';
import { lastWriteContacts, sightingsIn } from './users/sightings.ts';

type Database = Pick<Config, 'databaseUrl' | 'renewedDatabaseUrl' | 'backends'>;

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
