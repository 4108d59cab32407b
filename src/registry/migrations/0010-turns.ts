import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * `write_turns` is always empty: PostgreSQL's lock on it lets writes go one after another that came in each other's way.
 * `probes` holds one row, which is written to see whether the database can be written to.
 */
export const turns: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema
      .createTable('write_turns')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .execute();
    await schema
      .createTable('probes')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .execute();
  },
};
