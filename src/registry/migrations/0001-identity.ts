import type { Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/** Users, their accounts with the aliases, and the history of every link. */
export function identity({ appendOnly, keptInKey }: MigrationDialect): Migration {
  return {
    async up(db: Kysely<never>) {
      await createUsers(db, keptInKey);
      await createAccounts(db);
      await createAliases(db, keptInKey);
      await createHistory(db);
      for (const statement of appendOnly('history')) await sql.raw(statement).execute(db);
    },
  };
}

async function createUsers(
  { schema }: Kysely<never>,
  keptInKey: RawBuilder<unknown>,
): Promise<void> {
  await schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .modifyEnd(keptInKey)
    .execute();
}

async function createAccounts({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('accounts')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('backend', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('linked_at', 'text', (column) => column.notNull())
    .addColumn('last_write', 'text')
    .addColumn('written_at', 'text')
    .addUniqueConstraint('accounts_one_holder', ['backend', 'scope', 'ref'])
    .addUniqueConstraint('accounts_one_a_scope', ['user_id', 'backend', 'scope'])
    .execute();
  await schema
    .createIndex('accounts_by_backend')
    .on('accounts')
    .columns(['backend', 'user_id'])
    .execute();
}

async function createAliases(
  { schema }: Kysely<never>,
  keptInKey: RawBuilder<unknown>,
): Promise<void> {
  await schema
    .createTable('account_aliases')
    .addColumn('account_id', 'text', (column) =>
      column.notNull().references('accounts.id').onDelete('cascade'),
    )
    .addColumn('scheme', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('account_aliases_key', ['account_id', 'scheme'])
    .modifyEnd(keptInKey)
    .execute();
  await schema
    .createIndex('account_aliases_by_value')
    .on('account_aliases')
    .columns(['scheme', 'value'])
    .execute();
}

async function createHistory({ schema }: Kysely<never>): Promise<void> {
  await schema
    .createTable('history')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('account_id', 'text')
    .addColumn('backend', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('ref', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('history_by_user').on('history').columns(['user_id', 'id']).execute();
}
