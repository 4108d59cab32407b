import { CommitFailure } from '../sql/commit.ts';
import { FileGone } from './file.ts';

/** SQLite's primary result codes that we act on: https://www.sqlite.org/rescode.html */
const BUSY = 5;
const IOERR = 10;
const CONSTRAINT = 19;

/** As `node:sqlite` throws it. */
interface SqliteError extends Error {
  /** SQLite's extended result code; the primary one is its lowest byte. */
  readonly errcode: number;
  /** SQLite's own words for the code; nothing of the statement. */
  readonly errstr: string;
}

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && 'errstr' in error;
}

/** Another connection holds the lock. */
export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && (error.errcode & 0xff) === BUSY;
}

/** The disk failed: what reached it may be there when the file is opened again. */
export function isDiskFailure(error: unknown): boolean {
  return isSqliteError(error) && (error.errcode & 0xff) === IOERR;
}

/** The database cannot serve: all of SQLite's errors but a broken constraint, which is our own fault, and a closed file. */
export function isDatabaseFailure(error: unknown): boolean {
  if (error instanceof CommitFailure || error instanceof FileGone) return true;
  if (isSqliteError(error)) return (error.errcode & 0xff) !== CONSTRAINT;
  return error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE';
}
