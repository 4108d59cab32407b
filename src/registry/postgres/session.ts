import type { ClientBase, PoolClient } from 'pg';

/** What is known of a connection from its beginning. */
export interface Session {
  /** Not a hot standby, and not read-only by its settings. */
  readonly isWritable: boolean;
  /**
   * A pooler is in between, and may give another session to each transaction. What a session is told is lost then, or is
   * told to somebody else.
   */
  readonly isShared: boolean;
  /** On the clock of `performance.now()`. */
  readonly since: number;
}

/** To connect, and what is asked first, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 3000;
/**
 * A database that hangs must not hang its callers: the server stops a statement, and we stop waiting for the server. In
 * milliseconds.
 */
const STATEMENT_TIMEOUT_MS = 4000;
export const QUERY_TIMEOUT_MS = 5000;
const IDLE_TIMEOUT_MS = 10_000;

/**
 * What holds for our statements. Not in the startup message, since a pooler may refuse what it does not know there.
 *
 * Every statement of ours has its indexes. A planner that has no statistics, or old ones, as after a table was filled,
 * takes them for a bad choice and reads whole tables instead, and then every other transaction is in the way of that one.
 * https://www.postgresql.org/docs/current/runtime-config-query.html
 */
const SETTINGS = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  idle_in_transaction_session_timeout: IDLE_TIMEOUT_MS,
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  max_parallel_workers_per_gather: 0,
  jit: 'off',
} as const;

const settings = (how: 'set' | 'set local'): string =>
  Object.entries(SETTINGS)
    .map(([name, value]) => `${how} ${name} = ${value}`)
    .join('; ');

/** The settings for one transaction, to stand behind its beginning. */
export const FOR_TRANSACTION = settings('set local');
const FOR_SESSION = settings('set');

const LOOK = {
  text: `select pg_backend_pid() as pid, current_setting('transaction_read_only') = 'off' as "isWritable"`,
  query_timeout: CONNECT_TIMEOUT_MS,
};

const sessions = new WeakMap<ClientBase, Session>();

/**
 * Looks at a new connection, and gives it its settings where they stay its own. A pooler tells its client a made-up number
 * for the server's process: that is how it is noticed.
 */
export async function begin(client: ClientBase & { readonly processID?: number }): Promise<void> {
  const { rows } = await client.query<{ pid: number; isWritable: boolean }>(LOOK);
  const [{ pid, isWritable } = { pid: -1, isWritable: false }] = rows;
  const isShared = pid !== client.processID;
  if (!isShared) await client.query(FOR_SESSION);
  sessions.set(client, { isWritable, isShared, since: performance.now() });
}

/** @throws when the connection was not begun by `begin` */
export function sessionOf(client: PoolClient): Session {
  const session = sessions.get(client);
  if (!session) throw new Error('A connection is used that was not looked at.');
  return session;
}
