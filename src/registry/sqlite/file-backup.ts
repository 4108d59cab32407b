import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '#errors';
import type { RegistryState } from '../registry-state.ts';
import { BUSY_TIMEOUT_MS, retryWhileBusy } from './busy.ts';
import { SqliteDatabase } from './database.ts';
import { isSqliteError } from './error.ts';
import { makePlace, markFile } from './file.ts';

/** What a file holds. */
export interface RegistryFacts {
  readonly users: number;
  /** Operations that are not done. */
  readonly open: number;
  readonly bytes: number;
}

/**
 * Writes what is committed into a file of its own, while others go on reading and writing, and looks whether it is whole.
 * @throws ConfigError when there is something in its place, or one of the files cannot be used
 */
export async function backUpSqlite(path: string, target: string): Promise<RegistryFacts> {
  const file = resolve(path);
  if (!statSync(file, { throwIfNoEntry: false })?.size) {
    throw new ConfigError('There is no registry yet that could be backed up.');
  }
  return copied(file, resolve(target), 'The file of the backup');
}

/**
 * Puts a backup in the place of a registry that is gone. It is looked at as a whole before anything is written.
 * @throws ConfigError when a registry is there, or the backup is none of this version or is not whole
 */
export async function restoreSqlite(backup: string, path: string): Promise<RegistryFacts> {
  const [source, file] = [resolve(backup), resolve(path)];
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) {
    throw new ConfigError('There is no such backup.');
  }
  assertOfThisVersion(await inspected(source));
  const facts = copied(source, file, 'The file that DATABASE_URL names');
  markFile(file);
  return facts;
}

async function inspected(source: string): Promise<RegistryState | null> {
  try {
    return await SqliteDatabase.inspect(source);
  } catch (error) {
    throw damaged(error);
  }
}

function assertOfThisVersion(state: RegistryState | null): void {
  if (state === null) throw new ConfigError('The backup holds no registry of Facet.');
  if (state.isPartialCopy) throw new ConfigError(PARTIAL);
  if (state.unknown.length > 0) {
    throw new ConfigError(
      `A later version of Facet made the backup (${state.unknown.join(', ')}): restore it by that version or a later one.`,
    );
  }
}

const PARTIAL =
  'The backup is a copy of the database file without the log that lay beside it (-wal): it lacks what was written last. ' +
  'Put the log beside it, or use a file that "npx facet backup" made.';

/** By SQLite itself: what is committed at one moment, in one file, without a log. https://www.sqlite.org/lang_vacuum.html */
function copied(source: string, target: string, name: string): Promise<RegistryFacts> {
  const part = `${target}.part`;
  if (existsSync(target) || existsSync(`${target}-wal`)) {
    throw new ConfigError(`${name} is there already, and is not overwritten.`);
  }
  return onDisk(name, async () => {
    makePlace(part);
    try {
      using reading = new DatabaseSync(source, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
      await retryWhileBusy(() => reading.prepare('vacuum into ?').run(part));
      const facts = factsOf(part);
      persist(part);
      renameSync(part, target);
      persist(dirname(target));
      return facts;
    } finally {
      rmSync(part, { force: true });
    }
  });
}

/** @throws ConfigError when the file is not whole */
function factsOf(file: string): RegistryFacts {
  using copy = new DatabaseSync(file, { readOnly: true });
  const [check] = copy.prepare('pragma integrity_check').all();
  const broken = copy.prepare('pragma foreign_key_check').get();
  if (check?.['integrity_check'] !== 'ok' || broken) throw damaged();
  const count = (sql: string): number => Number(copy.prepare(sql).get()?.['total']);
  return {
    users: count('select count(*) as total from users where merged_into is null'),
    open: count(`select count(*) as total from operations where state != 'DONE'`),
    bytes: statSync(file).size,
  };
}

const damaged = (cause?: unknown): ConfigError =>
  new ConfigError('The database is damaged, or is none: PRAGMA integrity_check does not pass.', {
    cause,
  });

function persist(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function onDisk<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code } = Object(error) as { readonly code?: unknown };
    if (isSqliteError(error)) throw new ConfigError(`${name}: ${error.errstr}.`, { cause: error });
    if (typeof code !== 'string' || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new ConfigError(`${name} cannot be written (${code}).`, { cause: error });
  }
}
