import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { endSharedPostgres, reachableFolder } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what test files of one run share. */
    runFolder: string;
  }
}

/** Around a whole run: a folder that the test files share, gone when the last one is done. */
export default function aroundRun({ provide }: TestProject): () => Promise<void> {
  const folder = reachableFolder();
  provide('runFolder', folder);
  process.env['FACET_TEST_RUN'] = folder;
  return async () => {
    await endSharedPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
