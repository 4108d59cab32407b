import { ConfigError } from '#errors';
import type { BoundRegistry } from './bindings.ts';
import type { ContactPointsOf } from './registry.ts';
import { RowCipher } from './row-cipher.ts';
import type { RegistryKey } from './row-cipher.ts';
import { openSqlite } from './sqlite/open.ts';

/** `sqlite:` and a path, relative to the working directory or absolute. `sqlite://host…` has no meaning. */
const SQLITE = /^sqlite:(?!\/\/[^/])(?<path>.+)$/s;
const POSTGRES = /^postgres(ql)?:\/\/./;

/** The path of the SQLite file that an address names; `undefined` when it names none. */
export function fileOf(databaseUrl: string): string | undefined {
  const path = SQLITE.exec(databaseUrl)?.groups?.['path'];
  return path === ':memory:' ? undefined : path;
}

export const namesPostgres = (databaseUrl: string): boolean => POSTGRES.test(databaseUrl);

/**
 * Opens the registry that `DATABASE_URL` names: `sqlite:data/facet.db` or `postgres://…`.
 * `keys`: what is kept of people is encrypted with the first, and may be under any of them.
 * `renewedUrl` reads the URL again where it is kept: its user and password are taken for new connections.
 * @throws ConfigError when this version cannot open such an address, or cannot use what is there
 */
export async function openRegistry(
  databaseUrl: string,
  contactPointsOf?: ContactPointsOf,
  renewedUrl?: () => string,
  keys: readonly RegistryKey[] = [],
): Promise<BoundRegistry> {
  const cipher = new RowCipher(keys);
  const file = fileOf(databaseUrl);
  if (file !== undefined) return openSqlite(file, contactPointsOf, cipher);
  if (namesPostgres(databaseUrl)) {
    // What speaks to PostgreSQL is loaded for it alone.
    const { openPostgres } = await import('./postgres/open.ts');
    return openPostgres(databaseUrl, contactPointsOf, renewedUrl, cipher);
  }
  throw new ConfigError(
    'DATABASE_URL wants sqlite: and the path of a file, such as sqlite:data/facet.db, or ' +
      'postgres://user:password@host/database; a database in memory would not last.',
  );
}
