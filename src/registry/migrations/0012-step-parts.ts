import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a step keeps of the input that its mutation was given, and what not: paths and reasons, no values. */
export const stepParts: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema.alterTable('operation_steps').addColumn('parts', 'text').execute();
  },
};
