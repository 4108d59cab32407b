import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What mutations set out to do, step by step, and the key under which what was asked is fingerprinted. */
export const operations: Migration = {
  async up(db: Kysely<never>) {
    await createOperations(db);
    await createSteps(db);
    await db.schema
      .createTable('hash_keys')
      .addColumn('id', 'integer', (column) => column.primaryKey().notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
  },
};

async function createOperations({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('operations')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull().unique())
    .addColumn('caller', 'text', (column) => column.notNull())
    .addColumn('mutation', 'text', (column) => column.notNull())
    .addColumn('idempotency_key', 'text')
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('lease_owner', 'text')
    .addColumn('due_at', 'text', (column) => column.notNull())
    .addColumn('waits', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text')
    .addUniqueConstraint('operations_one_a_key', ['caller', 'mutation', 'idempotency_key'])
    .execute();
  await schema
    .createIndex('operations_by_due')
    .on('operations')
    .columns(['state', 'due_at'])
    .execute();
  await schema
    .createIndex('operations_by_user')
    .on('operations')
    .columns(['user_id', 'state', 'sequence'])
    .execute();
}

async function createSteps({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('operation_steps')
    .addColumn('operation_id', 'text', (column) =>
      column.notNull().references('operations.id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('backend', 'text', (column) => column.notNull())
    .addColumn('write', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('needs_secret', 'integer', (column) => column.notNull())
    .addColumn('account', 'text')
    .addColumn('owner', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('sent_at', 'text')
    .addColumn('answer', 'text')
    .addColumn('outcome', 'text')
    .addPrimaryKeyConstraint('operation_steps_key', ['operation_id', 'position'])
    .execute();
}
