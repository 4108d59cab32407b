import { ConfigError } from '../errors.ts';
import type { DurableRegistry } from './operations.ts';
import { openSqlite } from './sqlite.ts';

/** `sqlite:` and a path, relative to the working directory or absolute. `sqlite://host…` has no meaning. */
const SQLITE = /^sqlite:(?!\/\/[^/])(?<path>.+)$/s;

/**
 * Opens the registry that `DATABASE_URL` names: `sqlite:data/facet.db`.
 * @throws ConfigError when this version cannot open such an address, REGISTRY_UNAVAILABLE when it cannot be opened now
 */
export async function openRegistry(databaseUrl: string): Promise<DurableRegistry> {
  const path = SQLITE.exec(databaseUrl)?.groups?.['path'];
  if (path !== undefined && path !== ':memory:') return openSqlite(path);
  throw new ConfigError(
    'DATABASE_URL wants sqlite: and the path of a file, such as sqlite:data/facet.db; ' +
      'this version opens no other database, and none in memory.',
  );
}
