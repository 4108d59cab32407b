import { ConfigError } from '#errors';
import { fileOf } from './open-registry.ts';
import { backUpSqlite, restoreSqlite } from './sqlite/file-backup.ts';
import type { RegistryFacts } from './sqlite/file-backup.ts';

export type { RegistryFacts };

/**
 * Writes the registry into one file that is consistent, whatever is written meanwhile.
 * @throws ConfigError when that cannot be; for PostgreSQL, which has its own tools, with the command to use
 */
export async function backUpRegistry(databaseUrl: string, target: string): Promise<RegistryFacts> {
  const file = fileOf(databaseUrl);
  if (file !== undefined) return backUpSqlite(file, target);
  throw new ConfigError(
    `PostgreSQL backs up itself. With the password in PGPASSWORD: pg_dump --format=custom --file=${shellWord(target)} ${shownUrl(databaseUrl)}`,
  );
}

/**
 * Puts a backup in the place of a registry that is gone, and never over one.
 * @throws ConfigError as `backUpRegistry`
 */
export async function restoreRegistry(databaseUrl: string, backup: string): Promise<RegistryFacts> {
  const file = fileOf(databaseUrl);
  if (file !== undefined) return restoreSqlite(backup, file);
  throw new ConfigError(
    `PostgreSQL restores itself, into an empty database. With the password in PGPASSWORD: pg_restore --exit-on-error --no-owner --dbname=${shownUrl(databaseUrl)} ${shellWord(backup)}`,
  );
}

/** Without a password, wherever it stands. */
function shownUrl(databaseUrl: string): string {
  const masked = databaseUrl
    .replace(/^(\w+:\/\/[^:@/?]*):[^@]*@/, '$1@')
    .replace(/([?&])(password|sslpassword)=[^&]*&?/gi, '$1')
    .replace(/[?&]$/, '');
  return shellWord(masked);
}

const shellWord = (text: string): string =>
  /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
