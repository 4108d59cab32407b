import { Client } from 'pg';
import { ConfigError } from '../errors.ts';
import type { BoundRegistry } from './bindings.ts';
import { PostgresDatabase } from './postgres-database.ts';
import { reasonOf } from './postgres-error.ts';
import { SqlRegistry } from './sql-registry.ts';
import type { ContactPointsOf } from './registry.ts';
import { cannotOpen } from './unavailable.ts';

/**
 * The registry in a PostgreSQL database that exists; any number of instances may share it. A pooler in between must keep
 * a connection with its client as long as the session (PgBouncer: `pool_mode = session`).
 * @throws ConfigError when the URL is none, or PostgreSQL cannot be reached or refuses
 */
export async function openPostgres(
  url: string,
  contactPointsOf?: ContactPointsOf,
): Promise<BoundRegistry> {
  check(url);
  try {
    return new SqlRegistry(await PostgresDatabase.open(url, contactPointsOf), contactPointsOf);
  } catch (error) {
    throw cannotOpen(error, reasonOf(error) ?? 'its tables are not those of this version');
  }
}

/** A client that connects to nothing reads the URL. */
function check(url: string): void {
  try {
    void new Client({ connectionString: url });
  } catch {
    throw new ConfigError(
      'DATABASE_URL wants a whole URL: postgres://user:password@host/database.',
    );
  }
}
