import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/** Users that were found to be one person, and how to tell them apart again; what e-mail and phone the accounts have. */
export function merging({ keptInKey }: MigrationDialect): Migration {
  return {
    async up(db: Kysely<never>) {
      await extendUsers(db);
      await createMerges(db);
      await extendHistory(db);
      await createContactPoints(db, keptInKey);
    },
  };
}

async function extendUsers({ schema }: Kysely<never>): Promise<void> {
  await schema
    .alterTable('users')
    .addColumn('merged_into', 'text', (column) => column.references('users.id'))
    .execute();
  await schema.createIndex('users_by_survivor').on('users').column('merged_into').execute();
}

async function createMerges({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('merges')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('survivor_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('merged_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('account_id', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('merges_by_survivor').on('merges').column('survivor_id').execute();
  await schema
    .createTable('merged_accounts')
    .addColumn('merge_id', 'text', (column) =>
      column.notNull().references('merges.id').onDelete('cascade'),
    )
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('merged_accounts_key', ['merge_id', 'account_id'])
    .execute();
}

async function extendHistory({ schema }: Kysely<never>): Promise<void> {
  await schema.alterTable('history').addColumn('other_user_id', 'text').execute();
  await schema
    .createIndex('history_by_other_user')
    .on('history')
    .columns(['other_user_id', 'id'])
    .execute();
}

async function createContactPoints(
  { schema }: Kysely<never>,
  keptInKey: MigrationDialect['keptInKey'],
): Promise<void> {
  await schema
    .createTable('contact_points')
    .addColumn('account_id', 'text', (column) =>
      column.notNull().references('accounts.id').onDelete('cascade'),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('contact_points_key', ['account_id', 'kind', 'value'])
    .modifyEnd(keptInKey)
    .execute();
  await schema
    .createIndex('contact_points_by_value')
    .on('contact_points')
    .columns(['kind', 'value'])
    .execute();
}
