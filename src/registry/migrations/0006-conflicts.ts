import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/** Records that backends answered creations with and that somebody else has, and which creations were looked at for it. */
export function conflicts({ keptInKey }: MigrationDialect): Migration {
  return {
    async up({ schema }: Kysely<never>) {
      await schema
        .createTable('conflicts')
        .addColumn('backend', 'text', (column) => column.notNull())
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('ref', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('evidence', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('conflicts_key', ['backend', 'scope', 'ref', 'user_id'])
        .modifyEnd(keptInKey)
        .execute();
      await schema.createIndex('conflicts_by_user').on('conflicts').column('user_id').execute();
      await schema
        .alterTable('operations')
        .addColumn('compared', 'integer', (column) => column.notNull().defaultTo(1))
        .execute();
      // Tiny: it holds the few that were not looked at yet.
      await schema
        .createIndex('operations_to_compare')
        .on('operations')
        .column('finished_at')
        .where('compared' as never, '=', 0)
        .execute();
    },
  };
}
