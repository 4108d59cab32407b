import { CompiledQuery, PostgresAdapter, PostgresDialect, PostgresDriver } from 'kysely';
import type { DatabaseConnection, DialectAdapter, Driver, PostgresPool } from 'kysely';
import { LostConnection, isBreak } from './error.ts';

/** The number of an advisory lock, the same in every version of Facet. */
const SEQUENCE = 7_203_941_003;

/**
 * How transactions begin: beside all others, or when no other of these two runs, in any process; only on rows that their
 * own conditions guard, or that and one after another; or simply, as a migration.
 *
 * Who is alone waits by a lock on a table, as it is the one kind that a serializable transaction can wait for before it
 * sees the database: its view is that of its first query, and LOCK is none.
 * https://www.postgresql.org/docs/current/sql-lock.html
 */
const BEGINNINGS = {
  beside:
    'start transaction isolation level serializable; lock table write_turns in row share mode',
  alone: 'start transaction isolation level serializable; lock table write_turns in exclusive mode',
  ownRows: 'start transaction isolation level read committed',
  inSequence: `start transaction isolation level read committed; select pg_advisory_xact_lock(${SEQUENCE})`,
  plain: 'start transaction',
} as const;

export type Beginning = keyof typeof BEGINNINGS;

/** kysely's PostgreSQL, whose transactions begin with their locks, in one message. */
export class FacetPostgresDialect extends PostgresDialect {
  readonly #pool: PostgresPool;
  readonly #beginning: Beginning;

  constructor(pool: PostgresPool, beginning: Beginning) {
    super({ pool });
    this.#pool = pool;
    this.#beginning = beginning;
  }

  override createDriver(): Driver {
    return new BeginningDriver(this.#pool, this.#beginning);
  }

  override createAdapter(): DialectAdapter {
    return new OwnLockAdapter();
  }
}

class BeginningDriver extends PostgresDriver {
  readonly #beginning: Beginning;

  constructor(pool: PostgresPool, beginning: Beginning) {
    super({ pool });
    this.#beginning = beginning;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw(BEGINNINGS[this.#beginning]));
    } catch (error) {
      // kysely takes it for not begun. Where the rollback fails, the connection is broken, and that ends it too.
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      if (!isBreak(error)) throw error;
      throw new LostConnection('The connection was gone.', { cause: error });
    }
  }
}

/** Migrations run under a lock of ours that ends with their transaction, whoever has the session then. */
class OwnLockAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}
