import { DatabaseError } from 'pg';
import { CommitFailure } from '../sql/commit.ts';
import { TurnTimeout } from './turns.ts';

/** PostgreSQL could not be asked, or its answer did not come: what was under way is undone, or nobody knows. */
export class ConnectionFailure extends Error {
  override readonly name: string = 'ConnectionFailure';
}

/** A connection was found to be gone when a transaction was to begin on it: nothing was done. */
export class LostConnection extends ConnectionFailure {
  override readonly name = 'LostConnection';
}

/** PostgreSQL answers, and cannot be written to: a hot standby, or read-only by its settings. */
export class ReadOnlyServer extends ConnectionFailure {
  override readonly name = 'ReadOnlyServer';
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const UNIQUE_VIOLATION = '23505';
const READ_ONLY_TRANSACTION = '25006';
const FEATURE_NOT_SUPPORTED = '0A000';
const TOO_MANY_CONNECTIONS = '53300';
/** PgBouncer's code for whatever it refuses. */
const PROTOCOL_VIOLATION = '08P01';
/** The server or an operator ends the connection; the connection fails; the server itself is broken. */
const BREAK = /^(57P|08|XX)/;
/** Classes of errors that are our own fault: data that does not fit, a broken constraint, a limit of the program. */
const OWN_FAULTS: ReadonlySet<string> = new Set(['22', '23', '54']);

/**
 * No further connection can be had: the server has no place for it, or a pooler lets it wait.
 * https://www.pgbouncer.org/config.html#default_pool_size
 */
export function isExhausted(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null) return code === TOO_MANY_CONNECTIONS || code === PROTOCOL_VIOLATION;
  return isTimeout(error);
}

const isTimeout = (error: unknown): boolean => {
  const cause = error instanceof ConnectionFailure ? error.cause : null;
  return cause instanceof Error && /time-?out/i.test(cause.message);
};

/** Another transaction came in between: the same one may well succeed now. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

/**
 * Two transactions that insert the same key at the same time may learn of it in this way, before PostgreSQL sees that
 * they cannot be put in an order; or the data is wrong.
 */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION;
}

/** The connection ended, so that nobody knows what became of the last statement; after any other error it is undone. */
export function isBreak(error: unknown): boolean {
  const code = codeOf(error);
  return code === null ? error instanceof ConnectionFailure : BREAK.test(code);
}

/** The connection was gone, as after a restart of the server; not that an answer took too long. */
export const isGone = (error: unknown): boolean => isBreak(error) && !isTimeout(error);

/**
 * The server cannot be written to, any more or yet, and the statement did nothing. A hot standby knows no serializable
 * transactions either, and everything else that we ask for is supported.
 */
export function isReadOnly(error: unknown): boolean {
  const code = codeOf(error);
  return code === READ_ONLY_TRANSACTION || code === FEATURE_NOT_SUPPORTED;
}

/** The database cannot serve. */
export function isDatabaseFailure(error: unknown): boolean {
  if (error instanceof ConnectionFailure || error instanceof CommitFailure) return true;
  if (error instanceof TurnTimeout) return true;
  const code = codeOf(error);
  return code !== null && !OWN_FAULTS.has(code.slice(0, 2));
}

/** @throws ConnectionFailure for what the network did, else what PostgreSQL answered */
export async function asFailure<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new ConnectionFailure('PostgreSQL did not answer.', { cause: error });
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof DatabaseError ? (error.code ?? null) : null;
}
