import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/** To which backends the registry belongs, and who changed that. */
export function bindings({ appendOnly, keptInKey }: MigrationDialect): Migration {
  return {
    async up(db: Kysely<never>) {
      await db.schema
        .createTable('bindings')
        .addColumn('backend', 'text', (column) => column.notNull())
        .addColumn('variable', 'text', (column) => column.notNull())
        .addColumn('digest', 'text', (column) => column.notNull())
        .addColumn('shown', 'text')
        .addPrimaryKeyConstraint('bindings_key', ['backend', 'variable'])
        .modifyEnd(keptInKey)
        .execute();
      await db.schema
        .createTable('binding_changes')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('backend', 'text', (column) => column.notNull())
        .addColumn('variable', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('shown_before', 'text')
        .addColumn('shown_after', 'text')
        .execute();
      for (const statement of appendOnly('binding_changes')) await sql.raw(statement).execute(db);
    },
  };
}
