import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which steps wait until it is known who the person is. */
export const heldSteps: Migration = {
  async up({ schema }: Kysely<never>) {
    await schema.alterTable('operation_steps').addColumn('held', 'text').execute();
  },
};
