import { readFileSync } from 'node:fs';

/** More than any credential holds; what is larger is some other file. */
const MAX_BYTES = 64 * 1024;

/** A file that should hold a credential does not, in words that follow its variable's name. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

/**
 * The credential that a file holds: its text without a byte order mark and without the line breaks at its end, which
 * editors and `kubectl create secret` leave there.
 * @throws SecretFileError that says what is wrong with the file, and nothing of what it holds
 */
export function readSecretFile(path: string): string {
  const bytes = bytesOf(path);
  if (bytes.length > MAX_BYTES) throw new SecretFileError('holds more than a credential');
  const text = textOf(bytes).replace(/[\r\n]+$/, '');
  if (text.trim() === '') throw new SecretFileError('is empty');
  return text;
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN';
    throw new SecretFileError(`cannot be read (${code})`, { cause });
  }
}

/** Drops a byte order mark. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SecretFileError('is not text in UTF-8', { cause });
  }
}
