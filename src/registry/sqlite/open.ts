import { resolve } from 'node:path';
import { ConfigError } from '#errors';
import type { BoundRegistry } from '../bindings.ts';
import { isSqliteError } from './error.ts';
import { SqlRegistry } from '../sql/sql-registry.ts';
import { SqliteDatabase } from './database.ts';
import { markFile, prepareFile } from './file.ts';
import type { ContactPointsOf } from '../registry.ts';
import { cannotOpen } from '../sql/unavailable.ts';

/**
 * The registry in a file of its own, made with its folder when missing. Several processes of one machine may open it.
 * @throws ConfigError when the path cannot be a database file, or SQLite cannot use what is there
 */
export async function openSqlite(
  path: string,
  contactPointsOf?: ContactPointsOf,
): Promise<BoundRegistry> {
  const file = resolve(path);
  prepareFile(file);
  try {
    const database = await SqliteDatabase.open(file, contactPointsOf);
    markFile(file);
    return new SqlRegistry(database, contactPointsOf);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const foreign = 'its tables are not those of this version';
    throw cannotOpen(error, isSqliteError(error) ? error.errstr : foreign);
  }
}
