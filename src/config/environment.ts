import { lstatSync, readFileSync } from 'node:fs';
import type { Environment } from '#backends';
import { ConfigError } from '#errors';
import { EnvFileError, parseEnvFile } from './env-file.ts';

const FILE = '.env';

/**
 * The variables of this process, and those of `.env` in the working directory that it does not have.
 * @throws ConfigError when there is a `.env` and it cannot be read: Facet would start with other settings than were meant
 */
export function readEnvironment(own: Environment): Environment {
  const bytes = bytesOf(FILE);
  return bytes === null ? own : { ...variablesIn(bytes), ...own };
}

/** `null` when there is no such file. */
function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    if (code === 'ENOENT' && !isThere(path)) return null;
    const reason = code === 'EISDIR' ? 'it is a folder' : code;
    throw unusable(`cannot be read (${reason})`, error);
  }
}

/** Also a link that leads nowhere is there. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

function variablesIn(bytes: Buffer): Environment {
  try {
    return parseEnvFile(textOf(bytes));
  } catch (error) {
    if (error instanceof EnvFileError) throw unusable(`cannot be used: ${error.message}`, error);
    throw error;
  }
}

/** Without the byte order mark that some editors write. */
function textOf(bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    throw unusable('is not in UTF-8', error);
  }
  throw unusable('is not in UTF-8');
}

const unusable = (what: string, cause?: unknown): ConfigError =>
  new ConfigError(`The file .env is there and ${what}. Mend it, or remove it.`, { cause });
