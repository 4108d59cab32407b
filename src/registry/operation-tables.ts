import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Backend } from '../schema.generated.ts';
import type { MutationName, NewStep, OperationState, StepState, WriteKind } from './operations.ts';

/** Documents are JSON text, times are ISO instants, as in the other tables. */
export interface OperationsTable {
  id: string;
  sequence: number;
  caller: string;
  mutation: MutationName;
  /** Unique by (`caller`, `mutation`, `idempotency_key`); null when the caller gave none. */
  idempotency_key: string | null;
  fingerprint: string;
  user_id: string | null;
  state: OperationState;
  /** Null but for `RUNNING`. */
  lease_owner: string | null;
  due_at: string;
  waits: number;
  created_at: string;
  finished_at: string | null;
  /** 0 for a creation that is done and was not looked at for conflicts. */
  compared: number;
}

export interface OperationStepsTable {
  operation_id: string;
  position: number;
  backend: Backend;
  write: WriteKind;
  state: StepState;
  request: string;
  needs_secret: number;
  account: string | null;
  held: NewStep['held'];
  owner: string | null;
  attempts: number;
  sent_at: string | null;
  answer: string | null;
  outcome: string | null;
}

/** One row. */
export interface HashKeysTable {
  id: number;
  value: string;
}

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
