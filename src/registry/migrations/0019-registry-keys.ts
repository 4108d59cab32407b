import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Under which keys rows may be, each with a proof that whoever has it has it. */
export const registryKeys: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema
      .createTable('registry_keys')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('proof', 'text', (column) => column.notNull())
      .addColumn('since', 'text', (column) => column.notNull())
      .execute();
  },
};
