import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/**
 * Who was erased: a certificate, and keyed hashes by which the person is known again. An erasure takes a person out of the
 * history, which stays append-only otherwise.
 */
export function erasures({ keptInKey, permit }: MigrationDialect): Migration {
  return {
    async up(db: Kysely<never>) {
      await db.schema
        .createTable('erasures')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('certificate', 'text', (column) => column.notNull())
        .modifyEnd(keptInKey)
        .execute();
      await db.schema
        .createTable('tombstones')
        .addColumn('digest', 'text', (column) => column.primaryKey().notNull())
        .addColumn('erasure_id', 'text', (column) =>
          column.notNull().references('erasures.id').onDelete('cascade'),
        )
        .modifyEnd(keptInKey)
        .execute();
      for (const statement of permit('history')) await sql.raw(statement).execute(db);
    },
  };
}
