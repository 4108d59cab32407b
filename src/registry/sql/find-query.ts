import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Tables } from './tables.ts';
import type { UserKey } from '../registry.ts';
import { joinedUsers } from './user-rows.ts';
import type { JoinedRow } from './user-rows.ts';

/** The statement that finds the users behind keys of all kinds. */
export type FindQuery = (keys: readonly UserKey[]) => CompiledQuery<JoinedRow>;

/** Several kinds of keys in many numbers make many statements; those of everyday fit in. */
const SHAPES_KEPT = 256;

/**
 * Compiling costs more than running, so a statement is compiled once for each shape: how many keys of each kind, rounded
 * up to a power of two by repeating the last key. Later keys are bound to it in the same order.
 */
export function findQueries(db: Kysely<Tables>): FindQuery {
  const compiled = new LRUCache<string, CompiledQuery<JoinedRow>, Parts>({
    max: SHAPES_KEPT,
    memoMethod: (_shape, _stale, { context: parts }) => compile(db, parts),
  });
  return (keys) => {
    const parts = PARTS.map((part) => padded(tuplesOf(part, keys), part.width));
    const shape = parts.map((values) => values.length).join(' ');
    const query = compiled.memo(shape, { context: parts });
    return { ...query, parameters: parts.flat() };
  };
}

/** The values of all keys, a list for each of `PARTS`. */
type Parts = readonly (readonly string[])[];

/** One kind of key: its columns in one row of values, and the user ids behind such rows. */
interface Part {
  readonly width: number;
  readonly tuple: (key: UserKey) => readonly string[] | null;
  readonly userIds: (rows: RawBuilder<unknown>) => RawBuilder<unknown>;
}

const PARTS: readonly Part[] = [
  {
    width: 1,
    tuple: (key) => (key.by === 'userId' ? [key.id] : null),
    userIds: (rows) =>
      sql`select coalesce(merged_into, id) from users where id in (values ${rows})`,
  },
  {
    width: 1,
    tuple: (key) => (key.by === 'accountId' ? [key.id] : null),
    userIds: (rows) => sql`select user_id from accounts where id in (values ${rows})`,
  },
  {
    width: 3,
    tuple: (key) => (key.by === 'key' ? [key.backend, key.scope, key.ref] : null),
    userIds: (rows) =>
      sql`select user_id from accounts where (backend, scope, ref) in (values ${rows})`,
  },
  {
    width: 3,
    tuple: (key) => (key.by === 'alias' ? [key.backend, key.scheme, key.value] : null),
    // SQLite and PostgreSQL both name the columns of a bare list of values so.
    userIds: (rows) => sql`
      select account.user_id from (values ${rows}) as wanted
      join account_aliases as alias on alias.scheme = wanted.column2 and alias.value = wanted.column3
      join accounts as account on account.id = alias.account_id and account.backend = wanted.column1`,
  },
];

function tuplesOf({ tuple }: Part, keys: readonly UserKey[]): string[] {
  const values: string[] = [];
  for (const key of keys) {
    const columns = tuple(key);
    if (columns) values.push(...columns);
  }
  return values;
}

function padded(values: string[], width: number): readonly string[] {
  const last = values.slice(-width);
  let length = width;
  while (length < values.length) length *= 2;
  while (values.length > 0 && values.length < length) values.push(...last);
  return values;
}

function compile(db: Kysely<Tables>, parts: Parts): CompiledQuery<JoinedRow> {
  const branches = PARTS.flatMap(({ width, userIds }, index) => {
    const values = parts[index] ?? [];
    return values.length === 0 ? [] : [userIds(rowsOf(values, width))];
  });
  const wanted = sql<string>`(${sql.join(branches, sql` union all `)})`;
  return joinedUsers(db).where('user.id', 'in', wanted).compile();
}

function rowsOf(values: readonly string[], width: number): RawBuilder<unknown> {
  const rows = [];
  for (let at = 0; at < values.length; at += width) {
    rows.push(sql`(${sql.join(values.slice(at, at + width))})`);
  }
  return sql.join(rows);
}
