import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

/**
 * Everything that a database keeps, as one text: the bytes of SQLite's files, or every row of PostgreSQL's tables. Another
 * process reads the files: one that has them open would free SQLite's locks by closing them.
 */
export async function storedText(url: string): Promise<string> {
  if (!url.startsWith('sqlite:')) return rowsOf(url);
  const file = url.slice('sqlite:'.length);
  const there = ['', '-wal', '-shm'].map((part) => file + part).filter((path) => existsSync(path));
  return execFileSync('cat', there, { encoding: 'latin1', maxBuffer: 256 * 1024 * 1024 });
}

async function rowsOf(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    `select query_to_xml(string_agg(format('select * from %I', tablename), ''), false, false, '')::text as text
     from pg_tables where schemaname = 'public' group by tablename`,
  );
  await client.end();
  return rows.map(({ text }) => text).join('');
}

/** The canaries in a text, each with what stands around it, for whoever has to find out. */
export const canariesIn = (text: string): readonly string[] =>
  [...text.matchAll(/.{0,80}(canary|98765007).{0,80}/gis)].map(([found]) => found);

/** Runs statements as somebody who has the database, and not Facet. */
export async function statements(url: string): Promise<(text: string) => Promise<void>> {
  if (url.startsWith('sqlite:')) {
    return async (text) => {
      using file = new DatabaseSync(url.slice('sqlite:'.length));
      file.exec(text);
    };
  }
  return async (text) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
}
