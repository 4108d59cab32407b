import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Steps are ordered by account: which account a step that may still be sent is about, and which fields of it; why one is
 * not sent any more; what its attempts failed with; how long an operation is kept when it is done.
 */
export const accountOrder: Migration = {
  async up(db: Kysely<never>) {
    for (const column of ['live_account', 'fields', 'closed', 'failures']) {
      await db.schema.alterTable('operation_steps').addColumn(column, 'text').execute();
    }
    await db.schema
      .alterTable('operations')
      .addColumn('keep_seconds', 'integer', (column) => column.notNull().defaultTo(ONE_DAY))
      .execute();
    await sql`update operation_steps set live_account = account
      where state <> 'DONE' or outcome like '%"resumable":true%'`.execute(db);
    // Small: it holds what is open.
    await db.schema
      .createIndex('operation_steps_by_live_account')
      .on('operation_steps')
      .column('live_account')
      .where('live_account' as never, 'is not', null)
      .execute();
  },
};

const ONE_DAY = 86_400;
