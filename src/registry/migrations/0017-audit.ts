import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/**
 * Who did what. `permitted_changes` is empty whenever nobody is in the middle of a transaction: what an append-only table
 * allows all the same, a transaction permits itself there and takes back.
 */
export function audit({ keptInKey, appendOnlyUnlessPermitted }: MigrationDialect): Migration {
  return {
    async up(db: Kysely<never>) {
      await db.schema
        .createTable('permitted_changes')
        .addColumn('table_name', 'text', (column) => column.primaryKey().notNull())
        .modifyEnd(keptInKey)
        .execute();
      await db.schema
        .createTable('audit')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('caller', 'text')
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text')
        .addColumn('accounts', 'text')
        .addColumn('operation_id', 'text')
        .addColumn('outcomes', 'text')
        .addColumn('code', 'text')
        .addColumn('detail', 'text')
        .modifyEnd(keptInKey)
        .execute();
      for (const column of ['at', 'caller', 'user_id', 'operation_id'] as const) {
        await db.schema
          .createIndex(`audit_by_${column}`)
          .on('audit')
          .columns([column, 'id'])
          .execute();
      }
      for (const statement of appendOnlyUnlessPermitted('audit')) {
        await sql.raw(statement).execute(db);
      }
    },
  };
}
