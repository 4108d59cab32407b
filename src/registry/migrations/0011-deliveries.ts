import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { MigrationDialect } from './migration-dialect.ts';

/** What vendors told us of, so that an old call that comes again changes nothing. */
export function deliveries({ keptInKey }: MigrationDialect): Migration {
  return {
    async up({ schema }: Kysely<never>) {
      await schema
        .createTable('deliveries')
        .addColumn('digest', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('deliveries_key', ['digest'])
        .modifyEnd(keptInKey)
        .execute();
      await schema.createIndex('deliveries_by_age').on('deliveries').column('at').execute();
    },
  };
}
