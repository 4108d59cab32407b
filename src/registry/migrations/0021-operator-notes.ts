import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What an operator did with an operation, as JSON text. */
export const operatorNotes: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema.alterTable('operations').addColumn('operator_note', 'text').execute();
  },
};
