import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How far imports of links have come, and the rows of them that were refused; both gone when an import is over. */
export const imports: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema
      .createTable('imports')
      .addColumn('file', 'text', (column) => column.primaryKey().notNull())
      .addColumn('counts', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('import_refusals')
      .addColumn('file', 'text', (column) => column.notNull())
      .addColumn('row_number', 'integer', (column) => column.notNull())
      .addColumn('refusal', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('import_refusals_key', ['file', 'row_number'])
      .execute();
  },
};
