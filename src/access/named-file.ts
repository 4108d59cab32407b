import { readFileSync } from 'node:fs';
import { ConfigError } from '#errors';

/** What is wrong with the file that a variable names, in one line. */
export const unusableFile = (variable: string, what: string, cause?: unknown): ConfigError =>
  new ConfigError(`${variable} cannot be used: ${what}.`, { cause });

/**
 * The text of the file that a variable names.
 * @throws ConfigError when it cannot be read
 */
export function readNamedFile(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    throw unusableFile(variable, `the file cannot be read (${code})`, error);
  }
}
