import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import type { BoundRegistry } from './bindings.ts';
import { isSqliteError } from './sqlite-error.ts';
import { SqlRegistry } from './sql-registry.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import type { ContactPointsOf } from './registry.ts';
import { cannotOpen } from './unavailable.ts';

/**
 * The registry in a file of its own, made with its folder when missing. Several processes of one machine may open it.
 * @throws ConfigError when the path cannot be a database file, or SQLite cannot use what is there
 */
export async function openSqlite(
  path: string,
  contactPointsOf?: ContactPointsOf,
): Promise<BoundRegistry> {
  const file = resolve(path);
  prepare(file);
  try {
    return new SqlRegistry(await SqliteDatabase.open(file, contactPointsOf), contactPointsOf);
  } catch (error) {
    const foreign = 'its tables are not those of this version';
    throw cannotOpen(error, isSqliteError(error) ? error.errstr : foreign);
  }
}

function prepare(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (cause) {
    throw new ConfigError('DATABASE_URL wants a file in a folder that exists or can be made.', {
      cause,
    });
  }
  if (isFolder(file)) {
    throw new ConfigError('DATABASE_URL wants a file, and what it names is a folder.');
  }
}

function isFolder(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (cause) {
    throw new ConfigError('DATABASE_URL wants a file that this user may read and write.', {
      cause,
    });
  }
}
