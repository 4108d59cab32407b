import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { keyHashOf, newKey } from '#access';

export interface CallersFile {
  readonly path: string;
  readonly write: (text: string) => void;
  readonly remove: () => void;
}

/** A file of its own for a test. */
export function callersFile(text: string): CallersFile {
  const file = sharedCallersFile(text);
  onTestFinished(file.remove);
  return file;
}

/** One for several tests, which whoever asks for it removes. */
export function sharedCallersFile(text: string): CallersFile {
  const folder = mkdtempSync(join(tmpdir(), 'facet-callers-'));
  const path = join(folder, 'callers.yaml');
  const write = (changed: string): void => writeFileSync(path, changed);
  write(text);
  return { path, write, remove: () => rmSync(folder, { recursive: true }) };
}

/** A caller with a key of its own, and its entry in the file. */
export function caller(name: string, rest = '{ scopes: [users:read] }') {
  const key = newKey();
  const entry = `  - { name: ${name}, keyHash: "${keyHashOf(key)}", ${rest.slice(1, -1)} }\n`;
  return { key, entry, headers: { authorization: `Bearer ${key}` } };
}

export const yamlOf = (...callers: readonly { readonly entry: string }[]): string =>
  `callers:\n${callers.map(({ entry }) => entry).join('')}`;
