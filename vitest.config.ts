import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { PACE } from './test/pace.ts';

/** What takes longest, in that order. */
const LONG = [
  'crash/crash',
  'users/minimal-calls',
  'operations/durability',
  'registry/contract',
  'operations/secrets',
  'instances/instances',
  'explorer/browser',
  'app/start',
  'faults/matrix',
  'registry/postgres',
  'hooks/haptik',
  'operations/second-wave',
  'operations/idempotency',
  'registry/model',
  'crash/model',
  'registry/by-index',
  'graphql/writing/failures',
];

/** A fresh clone knows no durations and would begin with the largest files: nobody is to wait for a long one in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return rank === -1 ? LONG.length : rank;
}

export default defineConfig({
  resolve: {
    alias: [
      // Vitest would load graphql's ES modules and a library its CommonJS ones: two realms of one package.
      { find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    expect: {
      // A test that asserts nothing cannot fail.
      requireAssertions: true,
      // What is waited for ends a wait: a budget is for what never comes.
      poll: { timeout: 20_000 * PACE, interval: 20 },
    },
    globalSetup: ['test/run.ts'],
    // As `src/production.ts` has it, with whatever libraries do otherwise then.
    env: { NODE_ENV: 'production' },
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000 * PACE,
    hookTimeout: 30_000 * PACE,
    // Much of a run waits: for time-outs, for other processes, for a browser.
    maxWorkers: 3,
    // Loading Facet anew for every file took a third of a run; it keeps no state in its modules.
    isolate: false,
  },
});
