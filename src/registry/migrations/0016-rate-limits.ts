import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/**
 * What callers have used of their limits, for instances that share them. The columns are those of `rate-limiter-flexible`, in
 * its order; `expire` is in epoch milliseconds. A crash may empty it: to write it to the disk would cost every request a wait.
 */
export const rateLimits = ({ unlogged }: MigrationDialect): Migration => ({
  async up({ schema }: Kysely<never>) {
    await schema
      .createTable('rate_limits')
      .modifyFront(unlogged)
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('expire', 'bigint')
      .execute();
  },
});
