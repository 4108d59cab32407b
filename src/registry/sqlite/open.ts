import { resolve } from 'node:path';
import { ConfigError } from '#errors';
import type { BoundRegistry } from '../bindings.ts';
import { isSqliteError } from './error.ts';
import type { RowCipher } from '../row-cipher.ts';
import { SqlRegistry } from '../sql/sql-registry.ts';
import { SqliteDatabase } from './database.ts';
import { assertNotGone, markFile, prepareFile } from './file.ts';
import type { RegistryState } from '../registry-state.ts';
import type { ContactPointsOf } from '../registry.ts';
import { cannotOpen } from '../sql/unavailable.ts';

/**
 * The registry in a file of its own, made with its folder when missing. Several processes of one machine may open it.
 * @throws ConfigError when the path cannot be a database file, or SQLite cannot use what is there
 */
export async function openSqlite(
  path: string,
  contactPointsOf?: ContactPointsOf,
  cipher?: RowCipher,
): Promise<BoundRegistry> {
  const file = resolve(path);
  prepareFile(file);
  try {
    await using opened = new AsyncDisposableStack();
    const database = opened.adopt(await SqliteDatabase.open(file, contactPointsOf), async (it) =>
      it.close(),
    );
    const registry = new SqlRegistry(database, contactPointsOf, cipher);
    await registry.applyKeys();
    markFile(file);
    opened.move();
    return registry;
  } catch (error) {
    throw problemWith(error);
  }
}

/**
 * How far the tables in a file are from those of this version; makes and changes nothing. `null` when there are none.
 * @throws ConfigError as `openSqlite`
 */
export async function inspectSqlite(path: string): Promise<RegistryState | null> {
  const file = resolve(path);
  assertNotGone(file);
  try {
    return await SqliteDatabase.inspect(file);
  } catch (error) {
    throw problemWith(error);
  }
}

function problemWith(error: unknown): ConfigError {
  if (error instanceof ConfigError) return error;
  const foreign = 'its tables are not those of this version';
  return cannotOpen(error, isSqliteError(error) ? error.errstr : foreign);
}
