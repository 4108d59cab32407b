import type { CompiledQuery, Kysely, Transaction } from 'kysely';
import type { Backend } from '#schema';
import type { BindingChangesTable, BindingsTable } from './binding-tables.ts';
import type { ImportRefusalsTable, ImportsTable } from './import-tables.ts';
import type { HashKeysTable, OperationStepsTable, OperationsTable } from './operation-tables.ts';
import type { FailureReason } from '../failure.ts';
import type { AuditTable, PermittedChangesTable } from './audit-tables.ts';
import type { ErasuresTable, TombstonesTable } from './erasure-tables.ts';
import type { Cause, ContactKind } from '../registry.ts';
import type { SharedCounters } from '../shared-counters.ts';

/** The tables, in types that every SQL database has: times are ISO instants, documents are JSON text. */
export interface Tables {
  users: UsersTable;
  accounts: AccountsTable;
  account_aliases: AccountAliasesTable;
  history: HistoryTable;
  operations: OperationsTable;
  operation_steps: OperationStepsTable;
  hash_keys: HashKeysTable;
  merges: MergesTable;
  merged_accounts: MergedAccountsTable;
  contact_points: ContactPointsTable;
  conflicts: ConflictsTable;
  deliveries: DeliveriesTable;
  bindings: BindingsTable;
  binding_changes: BindingChangesTable;
  probes: ProbesTable;
  imports: ImportsTable;
  import_refusals: ImportRefusalsTable;
  instances: InstancesTable;
  audit: AuditTable;
  permitted_changes: PermittedChangesTable;
  erasures: ErasuresTable;
  tombstones: TombstonesTable;
  registry_keys: RegistryKeysTable;
}

/** The keys that rows may be under; empty where nothing is encrypted. */
interface RegistryKeysTable {
  id: string;
  /** Sealed with the key. */
  proof: string;
  since: string;
}

/** One row. */
interface ProbesTable {
  id: number;
  at: string;
}

/** Times are ISO instants by the database's clock. */
interface InstancesTable {
  id: string;
  version: string;
  started_at: string;
  seen_at: string;
}

interface UsersTable {
  id: string;
  created_at: string;
  /** Who the person is now: a user who is merged into nobody. */
  merged_into: string | null;
}

/** Unique by (`backend`, `scope`, `ref`), so it is one user's; and by (`user_id`, `backend`, `scope`). */
interface AccountsTable {
  id: string;
  user_id: string;
  backend: Backend;
  scope: string;
  ref: string;
  linked_at: string;
  /** `LastWrite.record` as JSON text. */
  last_write: string | null;
  /** `LastWrite.at`. */
  written_at: string | null;
  /** The keys of `last_write` that webhooks alone told, as JSON text: a newer call's values take their place. */
  reported: string | null;
}

interface AccountAliasesTable {
  account_id: string;
  scheme: string;
  value: string;
}

/** Append-only. Accounts are named by value as well as by id, since they may be gone. */
interface HistoryTable {
  id: string;
  at: string;
  kind: Cause['kind'];
  user_id: string;
  /** The user who was merged into `user_id`, or told apart again. */
  other_user_id: string | null;
  account_id: string | null;
  backend: Backend;
  scope: string;
  ref: string;
  actor: string;
  evidence: string;
}

/** The merges in force; one that is undone is gone, and the history tells of it. */
interface MergesTable {
  id: string;
  survivor_id: string;
  merged_id: string;
  /** The account that showed that the two are one. */
  account_id: string;
}

/** The accounts that a merge took to its survivor. */
interface MergedAccountsTable {
  merge_id: string;
  account_id: string;
}

/** Normalised e-mail addresses and phone numbers in the last writes. */
interface ContactPointsTable {
  account_id: string;
  kind: ContactKind;
  value: string;
}

/** What is done in one transaction. */
export type Work<T> = (trx: Transaction<Tables>) => Promise<T>;

/**
 * What a write has to itself. `all`: it runs as if no other write ran meanwhile. `ownRows`: what it does is right whatever
 * others do, as its own conditions guard the rows that it reads and writes. `inSequence`: that, and no other of these runs
 * meanwhile.
 */
export type Hold = 'all' | 'ownRows' | 'inSequence';

export interface WriteOptions<T> {
  /** `all` when left out. */
  readonly hold?: Hold | undefined;
  readonly done?: Done<T> | undefined;
}

/** What came of the same work, when somebody else has done it; `null` while nobody has. */
export type Done<T> = () => Promise<T | null>;

/** Keyed hashes of what vendors told us, and whom they were answered with. */
interface DeliveriesTable {
  digest: string;
  user_id: string;
  at: string;
}

/** Each once, as long as the database lives: whether one stands is for the accounts to say. */
interface ConflictsTable {
  backend: Backend;
  scope: string;
  ref: string;
  /** Whose creation was answered with the account. */
  user_id: string;
  at: string;
  evidence: string;
}

/** What a SQL dialect owes the registry. */
export interface Database {
  /** Reads what is committed; never waits for a write. */
  readonly reader: Kysely<Tables>;
  /** Runs a compiled read as directly as the driver can: every request starts with one. */
  select<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]>;
  /**
   * One transaction that has to itself what `hold` says, in any process; undone when `work` throws. `work` may run several
   * times, so it changes nothing outside the transaction. Where another write came in between, `done` tells first, without
   * a transaction, whether that was the same one, and what came of it.
   * @throws CommitFailure when nobody knows whether it was committed, else what `work` or the database threw
   */
  write<T>(work: Work<T>, options?: WriteOptions<T>): Promise<T>;
  /** The time by the database's clock, in epoch milliseconds: the same for all its processes. */
  now(): number;
  /** Writes a row of its own, to see whether the tables can be written to. Throws what the database threw. */
  probe(at: string): Promise<void>;
  /** Sees to it that what was deleted is in none of the database's files. Left out where that is the server's affair. */
  scrub?(): Promise<void>;
  /** Left out where no other machine could share them. */
  readonly counters?: SharedCounters;
  /** Another number after every commit, in whatever process. Left out where asking costs as much as reading. */
  version?(): number;
  /** Whether the database failed, and not our own code. */
  failed(error: unknown): boolean;
  /** Of what failed: what kind of failure it is, for who looks after the database. */
  reasonOf(error: unknown): FailureReason;
  /** What it most likely means when a write does not come to an end. */
  readonly lateReason: FailureReason;
  /** Waits for the running writes. Harmless to repeat. */
  close(): Promise<void>;
}
