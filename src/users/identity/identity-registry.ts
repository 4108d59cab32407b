import { UNCONNECTED } from '#backends';
import type { BackendAdapter, ConfiguredBackend } from '#backends';
import { openRegistry } from '#registry';
import type { BoundRegistry, RegistryKey } from '#registry';
import { lastWriteContacts, contactPointExtractor } from './contact-point-occurrences.ts';

interface Database {
  readonly databaseUrl: string;
  /** Reads it again, where it stands in a file. */
  readonly renewedDatabaseUrl?: () => string;
  /** What it keeps of people is encrypted with the first, and may be under any of them. */
  readonly registryKeys?: readonly RegistryKey[];
  readonly backends: readonly Pick<ConfiguredBackend, 'connect'>[];
}

/**
 * Opens the registry that the configuration names, and brings it up to date. What a record of a backend means, which a
 * registry of an earlier version is asked for, the adapters say; they call nobody.
 * @throws ConfigError when it cannot be used
 */
export async function openRegistryOf(
  { databaseUrl, renewedDatabaseUrl, registryKeys, backends }: Database,
  adapters: readonly BackendAdapter[] = backends.map(({ connect }) => connect(UNCONNECTED)),
): Promise<BoundRegistry> {
  return openRegistry(
    databaseUrl,
    lastWriteContacts(contactPointExtractor(adapters)),
    renewedDatabaseUrl,
    registryKeys,
  );
}
