import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { FAILURES } from '#registry';
import { ConnectionFailure, ReadOnlyServer } from '../../src/registry/postgres/error.ts';
import { reasonOf as reasonOfPostgres } from '../../src/registry/postgres/failure-reason.ts';
import { FileGone } from '../../src/registry/sqlite/file.ts';
import { reasonOf } from '../../src/registry/sqlite/reason.ts';
import { newPostgresUrl } from './databases.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-reasons-'));
afterAll(() => rmSync(folder, { recursive: true }));

function failureOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

const FILL = 'insert into t select randomblob(4000) from t, t, t, t, t, t';
const table = (name: string): DatabaseSync => {
  const database = new DatabaseSync(join(folder, name));
  database.exec('create table t (a); insert into t values (1), (2), (3), (4)');
  return database;
};

/** Each is SQLite’s own. */
const BREAKS: Readonly<Record<string, () => unknown>> = {
  'disk-full': () => table('full.db').exec(`pragma max_page_count = 5; ${FILL}`),
  'read-only': () => table('query-only.db').exec(`pragma query_only = on; delete from t`),
  locked: () => {
    table('locked.db').exec('begin exclusive');
    new DatabaseSync(join(folder, 'locked.db'), { timeout: 0 }).exec('delete from t');
  },
  corrupt: () => {
    writeFileSync(join(folder, 'text.db'), 'This is no database, but a text. '.repeat(100));
    new DatabaseSync(join(folder, 'text.db')).exec('delete from t');
  },
  'disk-error': () => new DatabaseSync(join(folder, 'no', 'such', 'folder.db')),
  closed: () => {
    const database = table('closed.db');
    database.close();
    database.exec('delete from t');
  },
  'file-gone': () => {
    throw new FileGone('It is gone.');
  },
};

it.each(Object.entries(BREAKS))('a failure of SQLite is known to be %s', (reason, breaks) => {
  const cause = failureOf(breaks);
  expect(reasonOf(cause)).toBe(reason);
  expect(reasonOf(new Error('Later.', { cause }))).toBe(reason);
});

/** Statements that make PostgreSQL answer with the code that it has for such a failure. */
const CODES: Readonly<Record<string, string>> = {
  '53100': 'disk-full',
  '53300': 'too-many-connections',
  '25006': 'read-only',
  '55P03': 'locked',
  '57014': 'timed-out',
  '57P01': 'connection-lost',
  '28P01': 'not-allowed',
  '42501': 'not-allowed',
  '40001': 'busy',
  '58030': 'disk-error',
  '42P01': 'other',
};

it('a failure of PostgreSQL is known by its code', async () => {
  const client = new Client({ connectionString: await newPostgresUrl() });
  await client.connect();
  for (const [code, reason] of Object.entries(CODES)) {
    const raise = `do $$ begin raise exception 'x' using errcode = '${code}'; end $$`;
    const error: unknown = await client.query(raise).catch((failure: unknown) => failure);
    expect([code, reasonOfPostgres(error)]).toEqual([code, reason]);
  }
  await client.end();
});

it('a server that cannot be reached is told from one that lets nobody write', () => {
  const cause = Object.assign(new Error('x'), { code: 'EMFILE' });
  expect(reasonOfPostgres(new ReadOnlyServer('x'))).toBe('read-only');
  expect(reasonOfPostgres(new ConnectionFailure('x'))).toBe('connection-lost');
  expect(reasonOfPostgres(new ConnectionFailure('x', { cause }))).toBe('too-many-files');
});

it('every reason has words that end in what to do', () => {
  for (const words of Object.values(FAILURES)) expect(words).toMatch(/^[A-Z].{20,}\.$/);
});
