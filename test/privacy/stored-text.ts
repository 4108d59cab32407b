import { existsSync, readFileSync } from 'node:fs';
import { Client } from 'pg';

/** Everything that a database keeps, as one text: the bytes of SQLite's files, or every row of PostgreSQL's tables. */
export async function storedText(url: string): Promise<string> {
  if (!url.startsWith('sqlite:')) return rowsOf(url);
  const file = url.slice('sqlite:'.length);
  return ['', '-wal', '-shm']
    .map((part) => file + part)
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'latin1'))
    .join('');
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
