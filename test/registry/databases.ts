import { afterAll, beforeAll, inject } from 'vitest';
import { openRegistry } from '../../src/registry/open.ts';
import { type PostgresOptions, type TestPostgres, startPostgres } from '../postgres.ts';
import { databaseFiles } from './database-files.ts';

/** A kind of database, and how to make the URL of a fresh, empty one of it. */
export interface DatabaseKind {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly newUrl: () => Promise<string>;
  /** The same with a registry's tables in it: to make them costs more than most tests do. */
  readonly newRegistryUrl: () => Promise<string>;
}

/** Every kind of database that a registry can live in, for a test file that runs on all of them. */
export function databases(): readonly DatabaseKind[] {
  const newFile = databaseFiles();
  const postgres = postgresServer();
  const newSqliteUrl = async () => `sqlite:${newFile()}`;
  return [
    { name: 'SQLite', newUrl: newSqliteUrl, newRegistryUrl: newSqliteUrl },
    {
      name: 'PostgreSQL',
      newUrl: async () => postgres().createDatabase(),
      newRegistryUrl: copiesOfOne(postgres),
    },
  ];
}

function copiesOfOne(postgres: () => TestPostgres): () => Promise<string> {
  let template: Promise<string> | undefined;
  const make = async (): Promise<string> => {
    const url = await postgres().createDatabase();
    await (await openRegistry(url)).close();
    return url;
  };
  return async () => {
    template ??= make();
    return postgres().createDatabase(await template);
  };
}

/** A PostgreSQL that runs as long as the test file's tests do. */
export function postgresServer(options: PostgresOptions = {}): () => TestPostgres {
  let server: TestPostgres | undefined;
  beforeAll(async () => {
    server = await startPostgres({ ...options, shared: inject('runFolder') });
  });
  afterAll(async () => server?.close());
  return () => {
    if (!server) throw new Error('PostgreSQL runs only during the tests of a file.');
    return server;
  };
}
