import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { PACE } from './test/pace.ts';

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
    testTimeout: 30_000 * PACE,
    hookTimeout: 30_000 * PACE,
    // Much of a run waits: for time-outs, for other processes, for a browser.
    maxWorkers: 3,
    // Loading Facet anew for every file took a third of a run; it keeps no state in its modules.
    isolate: false,
    // Most of what a test makes is garbage at once: with little room an eighth of the processor goes to collecting it.
    execArgv: ['--min-semi-space-size=32', '--max-semi-space-size=32'],
  },
});
