import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import type {
  DatabaseConnection,
  DialectAdapter,
  Driver,
  SqliteDatabase,
  SqliteStatement,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import { retryWhileBusy } from './busy.ts';

const STATEMENTS_KEPT = 200;

/** Gives a `node:sqlite` connection the shape that kysely knows, and prepares each statement once. */
export class NodeSqlite implements SqliteDatabase {
  readonly connection: DatabaseSync;
  readonly #statements = new LRUCache<string, SqliteStatement>({
    max: STATEMENTS_KEPT,
    memoMethod: (sql) => adapted(this.connection.prepare(sql)),
  });

  readonly #beforeEach: () => void;

  /** `beforeEach` may refuse a statement by what it throws. */
  constructor(connection: DatabaseSync, beforeEach: () => void = () => {}) {
    this.connection = connection;
    this.#beforeEach = beforeEach;
  }

  prepare(sql: string): SqliteStatement {
    this.#beforeEach();
    return this.#statements.memo(sql);
  }

  close(): void {
    this.connection.close();
  }
}

function adapted(statement: StatementSync): SqliteStatement {
  const names = statement.columns().map(({ name }) => name);
  const rowOf = (values: Record<number, SQLOutputValue>): Record<string, unknown> => {
    const row: Record<string, unknown> = {};
    for (const [index, name] of names.entries()) row[name] = values[index];
    return row;
  };
  // Rows that `node:sqlite` makes into objects itself are dictionaries, slow to make and to read.
  statement.setReturnArrays(true);
  return {
    reader: names.length > 0,
    all: (parameters) => statement.all(...bound(parameters)).map(rowOf),
    run: (parameters) => statement.run(...bound(parameters)),
    iterate: (parameters) => statement.iterate(...bound(parameters)).map(rowOf),
  };
}

/** kysely cannot say what a statement binds; our tables are text, and `node:sqlite` refuses what SQLite cannot hold. */
function bound(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters as readonly SQLInputValue[];
}

/** kysely's SQLite, with transactions that take the write lock at once and may change tables. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: NodeSqlite;

  constructor(database: NodeSqlite) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}

/**
 * Takes the write lock when a transaction begins: one that reads first and writes later fails when another process
 * wrote in between.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: NodeSqlite;

  constructor(database: NodeSqlite) {
    super({ database });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await retryWhileBusy(() => connection.executeQuery(CompiledQuery.raw('begin immediate')));
  }

  /** SQLite rolls back by itself when the disk fails or is full: a second time would hide that error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.connection.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** SQLite can change tables in a transaction; kysely's adapter does not use it. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
