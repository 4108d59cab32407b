import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { CompiledQuery } from 'kysely';
import { note } from '#telemetry';
import { BUSY_TIMEOUT_MS, retryWhileBusy } from './busy.ts';
import { CommitFailure, committed } from '../sql/commit.ts';
import { none } from '../sql/contact-point-rows.ts';
import type { Database, Tables, Work } from '../sql/tables.ts';
import { migrate, migrationState } from '../migrations/migrate.ts';
import type { RegistryState } from '../registry-state.ts';
import { NodeSqlite, NodeSqliteDialect } from './dialect.ts';
import { writeProbe } from '../sql/probe.ts';
import type { ContactPointsOf } from '../registry.ts';
import { isDatabaseFailure, isDiskFailure } from './error.ts';
import { OpenFiles } from './file.ts';
import { closeWhole, hasLog, isPartialCopy, keepRecognisable } from './partial-copy.ts';
import { reasonOf } from './reason.ts';
import { currentTurn, endTurn } from './turn.ts';

/**
 * `full`: an acknowledged write is on the disk, so it survives the machine's crash and not only ours. `secure_delete`: what
 * is deleted is overwritten.
 */
const DURABLE =
  'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on';
const PARTIAL_COPY =
  'The database file was copied while it was in use, and without its log (-wal): what was written last is missing. ' +
  'Restore both, or a file that "npx facet backup" made, before anything is written to this one.';
/** How long it may take a reader to notice that the file is gone, in milliseconds; a writer looks each time. */
const LOOK_MS = 500;
/** 64 MiB of pages for look-ups; a connection for reading cannot write. */
const READING = 'pragma query_only = on; pragma cache_size = -65536';

/** Two connections to one file: in WAL mode a read sees what is committed while a write is on its way. */
export class SqliteDatabase implements Database {
  readonly reader: Kysely<Tables>;
  readonly failed = isDatabaseFailure;
  readonly reasonOf = reasonOf;
  /** Nothing else keeps a write from its end for so long, but a disk that hangs. */
  readonly lateReason = 'locked';
  readonly #writer: Kysely<Tables>;
  readonly #reading: NodeSqlite;
  readonly #writing: NodeSqlite;
  readonly #version: StatementSync;
  #knownTurn = -1;
  #knownVersion = 0;
  readonly #file: string;
  #files: OpenFiles;
  #lookedAt = performance.now();
  readonly #now: StatementSync;

  /** Makes the file or brings its tables up to date. Throws what SQLite or the migration threw. */
  static async open(
    file: string,
    contactPointsOf: ContactPointsOf = none,
  ): Promise<SqliteDatabase> {
    using opened = new DisposableStack();
    const hadLog = hasLog(file);
    // The writer does not wait for locks itself: `onceFree` does.
    const writing = opened.use(new DatabaseSync(file, { timeout: 0 }));
    if (await retryWhileBusy(() => isPartialCopy(writing, hadLog))) {
      note('warn', 'partial-copy', PARTIAL_COPY);
    }
    await retryWhileBusy(() => writing.exec(DURABLE));
    const reading = opened.use(new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS }));
    const database = new SqliteDatabase(writing, reading, file);
    await migrate(database.#writer, { ...DIALECT, contactPointsOf });
    reading.exec(READING);
    await database.probe(new Date().toISOString());
    await retryWhileBusy(() => keepRecognisable(writing));
    // What SQLite keeps beside the file is there after the first write.
    database.#files = new OpenFiles(file);
    opened.move();
    return database;
  }

  /** Changes nothing. `null` when there is no such file, or none with tables. Throws what SQLite threw. */
  static async inspect(file: string): Promise<RegistryState | null> {
    if (!statSync(file, { throwIfNoEntry: false })?.size) return null;
    const hadLog = hasLog(file);
    using reading = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    const dialect = new NodeSqliteDialect(new NodeSqlite(reading));
    const state = await migrationState(new Kysely<Tables>({ dialect }), DIALECT);
    return state && { ...state, isPartialCopy: isPartialCopy(reading, hadLog) };
  }

  private constructor(writing: DatabaseSync, reading: DatabaseSync, file: string) {
    this.#file = file;
    this.#files = new OpenFiles(file);
    this.#writing = new NodeSqlite(writing);
    this.#reading = new NodeSqlite(reading, () => this.#look());
    this.#writer = new Kysely({ dialect: new NodeSqliteDialect(this.#writing) });
    this.reader = new Kysely({ dialect: new NodeSqliteDialect(this.#reading) });
    this.#version = reading.prepare('pragma data_version');
    // An object with names would take longer to make than the answer.
    this.#version.setReturnArrays(true);
    this.#now = reading.prepare(`select unixepoch('now', 'subsec') * 1000 as now`);
  }

  async select<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]> {
    // What a statement's rows are is known where it was written.
    return this.#reading.prepare(query.sql).all(query.parameters) as Row[];
  }

  /**
   * https://www.sqlite.org/pragma.html#pragma_data_version: our own writes are another connection's. Asked once a turn of
   * the event loop, and after a write of our own: what another process commits counts from the next turn on.
   */
  version(): number {
    const turn = currentTurn();
    if (this.#knownTurn === turn) return this.#knownVersion;
    this.#look();
    this.#knownVersion = Number(this.#version.get()?.[0]);
    this.#knownTurn = turn;
    return this.#knownVersion;
  }

  /** The machine's clock, as SQLite reads it: whatever became of this process's own. */
  now(): number {
    return Number(this.#now.get()?.['now']);
  }

  async write<T>(work: Work<T>): Promise<T> {
    this.#files.check();
    const run = async (all: Work<T>) => this.#writer.transaction().execute(all);
    try {
      const result = await committed(run, work, isDiskFailure);
      if (!this.#files.areThere) throw new CommitFailure('The file went away meanwhile.');
      return result;
    } finally {
      endTurn();
    }
  }

  /** Where another process reads just now, the rest is done the next time. */
  async scrub(): Promise<void> {
    await this.#writer.connection().execute(async (connection) => {
      await sql`pragma wal_checkpoint(truncate)`.execute(connection);
    });
  }

  async probe(at: string): Promise<void> {
    await this.write(async (trx) => writeProbe(trx, at));
  }

  /** Reads of a file that is gone would be true of a registry that nobody else sees. */
  #look(): void {
    const now = performance.now();
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#files.check();
    this.#lookedAt = now;
  }

  async close(): Promise<void> {
    // kysely hands out the one connection when the running transaction is over.
    await this.#writer.connection().execute(async () => {
      const [reading, writing] = [this.#reading.connection, this.#writing.connection];
      if (reading.isOpen) reading.close();
      if (!writing.isOpen) return;
      // A file that is gone would be made anew.
      if (this.#files.areThere) closeWhole(this.#file, writing);
      else writing.close();
    });
  }
}

/** Saves a look-up by key its second step: https://www.sqlite.org/withoutrowid.html */
const keptInKey = sql`without rowid`;

/** Refuses changes to what is there: https://www.sqlite.org/lang_createtrigger.html */
const appendOnly = (table: string): readonly string[] => refusing(table, '');

const appendOnlyUnlessPermitted = (table: string): readonly string[] =>
  refusing(
    table,
    `when not exists (select 1 from permitted_changes where table_name = '${table}')`,
  );

const permit = (table: string): readonly string[] => [
  ...['update', 'delete'].map((change) => `drop trigger if exists ${table}_no_${change}`),
  ...appendOnlyUnlessPermitted(table),
];

const refusing = (table: string, when: string): readonly string[] =>
  ['update', 'delete'].map(
    (change) => `create trigger ${table}_no_${change} before ${change} on ${table} ${when}
      begin select raise(abort, '${table} is append-only'); end`,
  );

const DIALECT = {
  appendOnly,
  appendOnlyUnlessPermitted,
  permit,
  keptInKey,
  unlogged: sql``,
  // A transaction has the write lock from its beginning.
  lock: async () => undefined,
  contactPointsOf: none,
};
