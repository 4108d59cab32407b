import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Tables } from '../sql/tables.ts';
import { identity } from './0001-identity.ts';
import { operations } from './0002-operations.ts';
import { merging } from './0003-merging.ts';
import { heldSteps } from './0004-held-steps.ts';
import { contacts } from './0005-contacts.ts';
import { conflicts } from './0006-conflicts.ts';
import { bindings } from './0007-bindings.ts';
import { accountOrder } from './0008-account-order.ts';
import { turns } from './0010-turns.ts';
import { deliveries } from './0011-deliveries.ts';
import { stepParts } from './0012-step-parts.ts';
import { followUps } from './0013-follow-ups.ts';
import { reported } from './0015-reported.ts';
import { rateLimits } from './0016-rate-limits.ts';
import { audit } from './0017-audit.ts';
import { erasures } from './0018-erasures.ts';
import { registryKeys } from './0019-registry-keys.ts';
import { instances } from './0020-instances.ts';
import { operatorNotes } from './0021-operator-notes.ts';
import { imports } from './0022-imports.ts';
import type { MigrationDialect } from './migration-dialect.ts';
import type { ContactPointsOf } from '../registry.ts';

export interface MigratingDialect extends MigrationDialect {
  /** Lets one process in at a time, until the transaction ends. */
  readonly lock: (trx: Transaction<Tables>) => Promise<unknown>;
  readonly contactPointsOf: ContactPointsOf;
}

/**
 * Brings the tables up to this version, in one transaction: of several processes that start together one does the
 * work, the others find it done.
 * @throws what the database threw, or an error when the tables are a later version's
 */
export async function migrate(db: Kysely<Tables>, dialect: MigratingDialect): Promise<void> {
  const provider = providerFor(dialect);
  await db.transaction().execute(async (trx) => {
    await dialect.lock(trx);
    const { error } = await new Migrator({ db: trx, provider }).migrateToLatest();
    if (error) throw error;
  });
}

/** How far the tables are from those of this version, by the names of migrations. */
export interface MigrationState {
  /** They are still to be made. */
  readonly pending: readonly string[];
  /** A later version has made them. */
  readonly unknown: readonly string[];
}

/** Changes nothing. `null` when there are no tables of Facet. */
export async function migrationState(
  db: Kysely<Tables>,
  dialect: MigratingDialect,
): Promise<MigrationState | null> {
  const provider = providerFor(dialect);
  const known = await new Migrator({ db, provider }).getMigrations();
  const made = known.filter(({ executedAt }) => executedAt !== undefined);
  if (made.length === 0) return null;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const names = new Set(known.map(({ name }) => name));
  return {
    pending: known.flatMap(({ name, executedAt }) => (executedAt === undefined ? name : [])),
    unknown: rows.flatMap(({ name }) => (names.has(name) ? [] : name)),
  };
}

const providerFor = (dialect: MigratingDialect) => ({
  getMigrations: async () => ({
    '0001-identity': identity(dialect),
    '0002-operations': operations,
    '0003-merging': merging(dialect),
    '0004-held-steps': heldSteps,
    '0005-contacts': contacts(dialect.contactPointsOf),
    '0006-conflicts': conflicts(dialect),
    '0007-bindings': bindings(dialect),
    '0008-account-order': accountOrder,
    '0010-turns': turns,
    '0011-deliveries': deliveries(dialect),
    '0012-step-parts': stepParts,
    '0013-follow-ups': followUps,
    '0015-reported': reported,
    '0016-rate-limits': rateLimits(dialect),
    '0017-audit': audit(dialect),
    '0018-erasures': erasures(dialect),
    '0019-registry-keys': registryKeys,
    '0020-instances': instances,
    '0021-operator-notes': operatorNotes,
    '0022-imports': imports,
  }),
});
