import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { openRegistry } from '#registry';
import { type TestPostgres, sharedPostgres, startPostgres } from '../postgres.ts';
import { databaseFiles } from './database-files.ts';

/** A kind of database, and how to make the URL of a fresh, empty one of it. */
export interface DatabaseKind {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly newUrl: () => Promise<string>;
  /** The same with a registry's tables in it: to make them costs more than most tests do. One at a time is in use. */
  readonly newRegistryUrl: () => Promise<string>;
}

/** Every kind of database that a registry can live in, for a test file that runs on all of them. */
export function databases(): readonly DatabaseKind[] {
  const newFile = databaseFiles();
  const newSqliteUrl = async () => `sqlite:${newFile()}`;
  return [
    { name: 'SQLite', newUrl: newSqliteUrl, newRegistryUrl: newSqliteUrl },
    { name: 'PostgreSQL', newUrl: newPostgresUrl, newRegistryUrl: emptied() },
  ];
}

/** A new database of the server that test files share. */
export async function newPostgresUrl(): Promise<string> {
  const server = await sharedPostgres(inject('runFolder'));
  return server.createDatabase();
}

/** The same database again and again, as each registry is done with it before the next one: to make one copies 300 files. */
function emptied(): () => Promise<string> {
  let database: Promise<string> | undefined;
  const make = async (): Promise<string> => {
    const url = await newPostgresUrl();
    await (await openRegistry(url)).close();
    return url;
  };
  return async () => {
    database ??= make();
    const url = await database;
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(EMPTY);
    await client.end();
    return url;
  };
}

/**
 * A pool ends before its connections do. The tables refuse to be emptied, but for whom triggers do not concern. To
 * delete few rows makes no new files, as `truncate` does for each table.
 */
const EMPTY = `do $$ begin
  while exists (
    select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
  ) loop
    perform pg_sleep(0.001), pg_stat_clear_snapshot();
  end loop;
  set session_replication_role = replica;
  execute (select string_agg('delete from ' || tablename, '; ') from pg_tables
    where schemaname = 'public' and tablename not like 'kysely%');
end $$`;

/** A PostgreSQL for the tests of one file: they may stop it. */
export function postgresServer(): () => TestPostgres {
  let server: TestPostgres | undefined;
  beforeAll(async () => {
    server = await startPostgres({ shared: inject('runFolder') });
  });
  afterAll(async () => server?.close());
  return () => {
    if (!server) throw new Error('PostgreSQL runs only during the tests of a file.');
    return server;
  };
}
