import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'pg';
import { openRegistry } from '#registry';
import type { DurableRegistry } from '#registry';
import type { Backend } from '#schema';
import { startPostgres } from '../postgres.ts';

/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** The database of one run, seen from outside. */
export interface CrashDatabase {
  readonly url: string;
  /** When the last request to a backend was noted, in epoch milliseconds; NaN when none was. */
  readonly notedAt: (backend: Backend) => Promise<number>;
  /** Rows of a statement without parameters that reads only. */
  readonly rows: (statement: string) => Promise<readonly Row[]>;
  readonly forgetOperations: () => Promise<void>;
  /** Ends all connections to it; a file has none. */
  readonly cutOff: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Makes databases that all begin with the same people. */
export interface Databases {
  readonly copy: () => Promise<CrashDatabase>;
  readonly close: () => Promise<void>;
}

/** `shared`: where PostgreSQL servers of one run share their files. */
type Open = (fill: Fill, shared?: string) => Promise<Databases>;

type Fill = (registry: DurableRegistry) => Promise<void>;

export type DatabaseName = 'sqlite' | 'postgres';

export const databasesOf: Readonly<Record<DatabaseName, Open>> = {
  sqlite: sqliteDatabases,
  postgres: postgresDatabases,
};

async function filled(url: string, fill: Fill): Promise<void> {
  const registry = await openRegistry(url);
  await fill(registry);
  await registry.close();
}

const NOTED = 'select max(sent_at) as at from operation_steps where backend =';
const FORGET = 'delete from operations';
const CUT_OFF = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

async function sqliteDatabases(fill: Fill): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-crash-'));
  const template = join(folder, 'template.db');
  await filled(`sqlite:${template}`, fill);
  return {
    copy: async () => {
      const file = join(folder, `${randomUUID()}.db`);
      copyFileSync(template, file);
      return sqliteDatabase(file);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function sqliteDatabase(file: string): CrashDatabase {
  let reader: DatabaseSync | undefined;
  const readerOf = () => (reader ??= new DatabaseSync(file, { readOnly: true }));
  return {
    url: `sqlite:${file}`,
    notedAt: async (backend) => {
      return Date.parse(String(readerOf().prepare(`${NOTED} ?`).get(backend)?.['at']));
    },
    rows: async (statement) => readerOf().prepare(statement).all(),
    forgetOperations: async () => {
      const database = new DatabaseSync(file);
      database.exec(`pragma foreign_keys = on; ${FORGET}`);
      database.close();
    },
    cutOff: async () => undefined,
    remove: async () => {
      reader?.close();
      for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    },
  };
}

/** Databases are dropped later than they are used, since a pool ends before its connections do. */
const KEPT = 40;

async function postgresDatabases(fill: Fill, shared?: string): Promise<Databases> {
  const server = await startPostgres(shared === undefined ? {} : { shared });
  const template = await server.createDatabase();
  await filled(template, fill);
  const spent: string[] = [];
  // One connection: databases are copied one after another.
  const admin = poolOfOne(beside(template, 'postgres'));
  return {
    copy: async () => {
      const name = `facet_${randomUUID().replaceAll('-', '')}`;
      await admin.query(`create database ${name} template ${nameOf(template)} strategy file_copy`);
      return postgresDatabase(beside(template, name), async () => {
        spent.push(name);
        const old = spent.length > KEPT ? spent.shift() : undefined;
        if (old !== undefined) await admin.query(`drop database ${old} with (force)`);
      });
    },
    close: async () => {
      await admin.end();
      await server.close();
    },
  };
}

function postgresDatabase(url: string, spend: () => Promise<void>): CrashDatabase {
  const observer = poolOfOne(url);
  return {
    url,
    notedAt: async (backend) => {
      const { rows } = await observer.query<{ at: string | null }>(`${NOTED} $1`, [backend]);
      return Date.parse(String(rows[0]?.at));
    },
    rows: async (statement) => (await observer.query<Row>(statement)).rows,
    forgetOperations: async () => void (await observer.query(FORGET)),
    cutOff: async () => void (await observer.query(CUT_OFF)),
    remove: async () => {
      await observer.end();
      await spend();
    },
  };
}

function poolOfOne(connectionString: string): Pool {
  const pool = new Pool({ connectionString, max: 1, idleTimeoutMillis: 0 });
  // A pool has ended before its connection has, and PostgreSQL cuts that off when it stops or drops the database.
  return pool.on('error', () => undefined);
}

const beside = (url: string, name: string): string => url.replace(/[^/]+$/, name);

const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
