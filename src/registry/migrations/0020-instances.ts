import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The processes that use the registry now, each with its version: an instance that ends without a word stays until it is old. */
export const instances: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema
      .createTable('instances')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'text', (column) => column.notNull())
      .execute();
  },
};
