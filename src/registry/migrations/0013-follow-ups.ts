import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which steps follow on a creation, and write what it has no place for. */
export const followUps: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema.alterTable('operation_steps').addColumn('follows', 'integer').execute();
  },
};
