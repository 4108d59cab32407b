import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ConfigError } from '#errors';

/** What lies beside a database file says that there was one: then a start does not make another in its place. */
const MARKER = '.exists';
/** The file itself and what SQLite keeps beside it: https://www.sqlite.org/wal.html */
const PARTS = ['', '-wal', '-shm'] as const;
/** Only the owner may read what is known of people. */
const OWN_MODE = 0o600;
const OTHERS = 0o077;

const NO_FOLDER = 'DATABASE_URL wants a file in a folder that exists or can be made.';
const CLOSED_FOLDER = 'DATABASE_URL wants a file in a folder that this user may write to.';
const NOT_OURS = 'DATABASE_URL wants a file that this user may read and write.';

/**
 * Makes the folder, and an empty file that only its owner may read. Nothing here opens a file that SQLite may have open in
 * this process: to close it again would free SQLite's locks. https://www.sqlite.org/howtocorrupt.html
 * @throws ConfigError when the path cannot be a file, or the file that was there at the last start is gone
 */
export function prepareFile(file: string): void {
  attempt(NO_FOLDER, () => makeFolder(dirname(file)));
  const found = attempt(NOT_OURS, () => statSync(file, { throwIfNoEntry: false }));
  if (found && !found.isFile()) {
    const what = found.isDirectory() ? 'a folder' : 'something else';
    throw new ConfigError(`DATABASE_URL wants a file, and what it names is ${what}.`);
  }
  assertNotGone(file);
  if (!found) attempt(NOT_OURS, () => make(file));
  for (const part of PARTS) close(file + part);
}

/** Makes the folder, and an empty file that only its owner may read, in the place of whatever file is there. */
export function makePlace(file: string): void {
  makeFolder(dirname(file));
  rmSync(file, { force: true });
  make(file);
}

/** @throws ConfigError when the file that was there at the last start is gone, or empty */
export function assertNotGone(file: string): void {
  const found = statOf(file);
  if (statOf(file + MARKER) && !found?.size) throw gone(file, found !== undefined);
}

/** Notes beside a file that there is a registry in it. Throws ConfigError where nothing can be written. */
export function markFile(file: string): void {
  const marker = file + MARKER;
  if (statOf(marker)) return close(marker);
  attempt(CLOSED_FOLDER, () =>
    writeFileSync(marker, `There is a registry of Facet in ${basename(file)}.\n`, {
      mode: OWN_MODE,
    }),
  );
}

/** A database's files as they are when it is open: whether the path still leads to them. */
export class OpenFiles {
  readonly #file: string;
  readonly #parts: readonly Part[];

  constructor(file: string) {
    this.#file = file;
    this.#parts = PARTS.flatMap((part) => partOf(file + part) ?? []);
  }

  /** False when one was removed, moved or replaced, its folder too, or when the disk is no longer mounted there. */
  get areThere(): boolean {
    return this.#parts.every(({ path, dev, ino }) => {
      const now = partOf(path);
      return now?.dev === dev && now.ino === ino;
    });
  }

  /** @throws FileGone */
  check(): void {
    if (!this.areThere) throw new FileGone(`${basename(this.#file)} is gone, or is another file.`);
  }
}

/** What is open is not what the path leads to any more: nobody would find again what is written to it. */
export class FileGone extends Error {
  override readonly name = 'FileGone';
}

interface Part {
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
}

function partOf(path: string): Part | undefined {
  const found = statOf(path);
  return found && { path, dev: found.dev, ino: found.ino };
}

/** Also nothing where the way to it is not to be gone. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Step by step: Node's own way never ends where a folder cannot be made in one that is there, as in `/proc`. */
function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new Error('There is something else in the place of a folder.');
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function make(file: string): void {
  try {
    closeSync(openSync(file, 'wx', OWN_MODE));
  } catch (error) {
    // Another process may have made it meanwhile.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Takes the right to it from everybody but its owner; who is not the owner cannot. */
function close(path: string): void {
  const found = statOf(path);
  const user = process.getuid?.();
  if (!found?.isFile() || user === undefined || (found.mode & OTHERS) === 0) return;
  if (user === 0 || user === found.uid) chmodSync(path, found.mode & ~OTHERS & 0o777);
}

function attempt<T>(message: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ConfigError(message, { cause });
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

function gone(file: string, isEmpty: boolean): ConfigError {
  const name = basename(file);
  return new ConfigError(
    `DATABASE_URL: the registry ${name} that was there at the last start is ${isEmpty ? 'empty' : 'gone'}. Put it back; ` +
      `or delete ${name}${MARKER} beside it, to begin with an empty registry.`,
  );
}
