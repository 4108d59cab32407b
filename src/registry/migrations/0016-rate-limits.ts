import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What callers have used of their limits, for instances that share them. The columns are those of `rate-limiter-flexible`, in
 * its order; `expire` is in epoch milliseconds.
 */
export const rateLimits: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema
      .createTable('rate_limits')
      .addColumn('key', 'text', (column) => column.primaryKey().notNull())
      .addColumn('points', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('expire', 'bigint')
      .execute();
  },
};
