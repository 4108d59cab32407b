import type { Client } from 'pg';

/** Besides those who are merged into every tenth of them. */
const PEOPLE = 20_000;

const number = (n: number): string => String(n).padStart(26, '0');
export const userId = (n: number): string => `user_0${number(n)}`;
export const accountId = (n: number): string => `acct_0${number(n)}`;
export const operationId = (n: number): string => `oper_0${number(n)}`;

const NUMBER = `lpad(n::text, 26, '0')`;
const USER = `'user_0' || ${NUMBER}`;
/** Beside those whom they were merged into, as in life. */
const MERGED = `${USER} || 'm'`;
const ACCOUNT = `'acct_0' || ${NUMBER}`;
const AT = `'2026-01-01T00:00:00.000Z'`;
const PLACE = `'EMERITUS', 'acme', 'e-' || n`;

/** What is in each table for each n; at the beginning what concerns those who were merged. */
const ROWS = [
  `users select ${USER}, ${AT}`,
  `users select ${MERGED}, ${AT}, ${USER} where n % 10 = 0`,
  `accounts select ${ACCOUNT}, ${USER}, 'HAPTIK_TRACT', '', 't-' || n, ${AT}, '{"a":1}', ${AT}`,
  `accounts select 'acct_1' || ${NUMBER}, ${USER}, ${PLACE}, ${AT}`,
  `account_aliases select ${ACCOUNT}, 'thirdPartyUserId', 'wa-' || n`,
  `contact_points select ${ACCOUNT}, 'EMAIL', n || '@x'`,
  `history select 'hist_0' || ${NUMBER}, ${AT}, 'ADOPT', ${USER}, ${ACCOUNT}, ${PLACE}, 'me', 'test'`,
  `history select 'hist_1' || ${NUMBER}, ${AT}, 'MERGE', ${USER}, ${ACCOUNT}, ${PLACE}, 'me', 'test',
    ${MERGED} where n % 10 = 0`,
  `merges select 'merge_0' || ${NUMBER}, ${USER}, ${MERGED}, 'acct_1' || ${NUMBER}
    where n % 10 = 0`,
  `merged_accounts select 'merge_0' || ${NUMBER}, 'acct_1' || ${NUMBER} where n % 10 = 0`,
  `conflicts select 'EMERITUS', 'acme', 'lost-' || n, ${MERGED}, ${AT}, 'test'
    where n % 10 = 0`,
  `operations select 'oper_0' || ${NUMBER}, n, 'me', 'createUser', 'key-' || n, 'print', ${USER},
    case when n < 5 then 'WAITING' else 'DONE' end, null, '2099-01-01T00:00:00.000Z', 0, ${AT}, ${AT},
    case when n < 10 then 0 else 1 end`,
  `operation_steps (operation_id, position, backend, write, state, request, needs_secret, account,
    attempts) select 'oper_0' || ${NUMBER}, 0, 'HAPTIK', 'create', 'DONE', '{}', 0, '{}', 1`,
];

const TABLES = [...new Set(ROWS.map((rows) => rows.split(' ')[0]))];

/** Registry tables that grow with the people, filled, and never looked at by PostgreSQL since. */
export async function fill(client: Client): Promise<void> {
  for (const table of TABLES) {
    await client.query(`alter table ${table} set (autovacuum_enabled = false)`);
  }
  // Without looking every foreign key up, which would take most of the time.
  await client.query('set session_replication_role = replica');
  for (const rows of ROWS) {
    const [what = '', condition] = rows.split(/ where /);
    const where = condition === undefined ? '' : `where ${condition}`;
    const series = `from generate_series(0, ${PEOPLE - 1}) as n`;
    await client.query(`insert into ${what} ${series} ${where}`);
  }
  await client.query('set session_replication_role = default');
  // What this has read is not to be counted later.
  await client.query('select pg_stat_force_next_flush()');
}

/** How many rows and entries of indexes were read in these tables, by connections that are closed. */
export async function readSoFar(client: Client): Promise<{ whole: number; byIndex: number }> {
  const { rows } = await client.query<{ whole: string; by_index: string }>(
    `select sum(seq_tup_read) as whole, sum(read.by_index) as by_index
    from pg_stat_user_tables as seen
    join (select relid, sum(idx_tup_read) as by_index from pg_stat_user_indexes group by relid) as read
      on read.relid = seen.relid
    where relname = any ($1)`,
    [TABLES],
  );
  return { whole: Number(rows[0]?.whole), byIndex: Number(rows[0]?.by_index) };
}
