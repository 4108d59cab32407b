import type { RawBuilder } from 'kysely';

/** What migrations need to know of a SQL dialect. */
export interface MigrationDialect {
  /** The statements by which it refuses every UPDATE and DELETE on a table. */
  readonly appendOnly: (table: string) => readonly string[];
  /** As `appendOnly`, but for a transaction that has put the table's name into `permitted_changes`. */
  readonly appendOnlyUnlessPermitted: (table: string) => readonly string[];
  /** The statements by which a table that refuses every change is made so. */
  readonly permit: (table: string) => readonly string[];
  /** Keeps a table's rows in its primary key, where the database can. */
  readonly keptInKey: RawBuilder<unknown>;
  /** Makes a table whose rows need not outlive a crash, where that makes writing them cheaper. */
  readonly unlogged: RawBuilder<unknown>;
}
