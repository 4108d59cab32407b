import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Paths of database files that do not exist yet, in a folder that goes when the test file's tests are done. */
export function databaseFiles(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-registry-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, `${randomUUID()}.db`);
}
