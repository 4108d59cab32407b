import { ConfigError } from '#errors';
import type { BoundRegistry } from '../bindings.ts';
import type { MigrationState } from '../migrations/migrate.ts';
import { PostgresDatabase, inspectPostgres } from './database.ts';
import type { RenewedUrl } from './hosts.ts';
import { reasonOf } from './reason.ts';
import type { RowCipher } from '../row-cipher.ts';
import { SqlRegistry } from '../sql/sql-registry.ts';
import type { ContactPointsOf } from '../registry.ts';
import { cannotOpen } from '../sql/unavailable.ts';

/**
 * The registry in a PostgreSQL database that exists; any number of instances may share it, also through a pooler
 * that gives each transaction another session (PgBouncer: `pool_mode` `session` or `transaction`).
 * @throws ConfigError when the URL is none, or PostgreSQL cannot be reached or refuses
 */
export async function openPostgres(
  url: string,
  contactPointsOf?: ContactPointsOf,
  renewedUrl?: RenewedUrl,
  cipher?: RowCipher,
): Promise<BoundRegistry> {
  try {
    await using opened = new AsyncDisposableStack();
    const database = opened.adopt(
      await PostgresDatabase.open(url, contactPointsOf, renewedUrl),
      async (it) => it.close(),
    );
    const registry = new SqlRegistry(database, contactPointsOf, cipher);
    await registry.applyKeys();
    opened.move();
    return registry;
  } catch (error) {
    throw problemWith(error);
  }
}

/**
 * How far the tables are from those of this version; changes nothing. `null` when there are none.
 * @throws ConfigError as `openPostgres`
 */
export async function inspectPostgresRegistry(url: string): Promise<MigrationState | null> {
  try {
    return await inspectPostgres(url);
  } catch (error) {
    throw problemWith(error);
  }
}

function problemWith(error: unknown): ConfigError {
  if (error instanceof ConfigError) return error;
  return cannotOpen(error, reasonOf(error) ?? 'its tables are not those of this version');
}
