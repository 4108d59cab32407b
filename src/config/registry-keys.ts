import { readFileSync } from 'node:fs';
import { ConfigError } from '#errors';
import { KEY_BYTES, registryKey } from '#registry';
import type { RegistryKey } from '#registry';

/** Far more than two keys take. */
const MAX_BYTES = 4096;
const MOST_KEYS = 2;

const SANDBOX =
  'REGISTRY_KEY_FILE has no effect in the sandbox, whose people are made up: unset it, or SANDBOX.';
const WANTED =
  'one key of 32 bytes in a line, as "openssl rand -hex 32" makes one, or two: the former second';

/**
 * The keys in the file that `REGISTRY_KEY_FILE` names: in hexadecimal or base64, a line each. None without a file.
 * @throws ConfigError that says what is wrong with the file, and nothing of what it holds
 */
export function registryKeys(path: string | undefined, isSandbox: boolean): readonly RegistryKey[] {
  if (path === undefined) return [];
  if (isSandbox) throw new ConfigError(SANDBOX);
  const lines = textOf(path.trim())
    .split(/\r?\n/)
    .map((line) => line.trim());
  const keys = lines.filter((line) => line !== '').map(keyFrom);
  if (keys.length === 0 || keys.length > MOST_KEYS) throw wrong(`holds ${keys.length} keys`);
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw wrong('holds one key twice');
  return keys;
}

function textOf(path: string): string {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > MAX_BYTES) throw wrong('is too large');
    return bytes.toString('latin1');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
    throw wrong(`cannot be read (${code})`, error);
  }
}

function keyFrom(line: string, index: number): RegistryKey {
  const bytes = /^[0-9a-f]{64}$/i.test(line)
    ? Buffer.from(line, 'hex')
    : Buffer.from(line, 'base64');
  const isText = /^[0-9A-Za-z+/=_-]+$/.test(line);
  if (!isText || bytes.length !== KEY_BYTES) throw wrong(`has no key in line ${index + 1}`);
  return registryKey(bytes);
}

const wrong = (what: string, cause?: unknown): ConfigError =>
  new ConfigError(`The file that REGISTRY_KEY_FILE names ${what}: it wants ${WANTED}.`, { cause });
