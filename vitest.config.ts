import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      // Vitest would load graphql's ES modules and the subgraph library its CommonJS ones: two realms of one package.
      { find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/run.ts'],
    env: { NODE_ENV: 'production' },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Much of a run waits: for time-outs, for other processes, for a browser.
    maxWorkers: 3,
    // Loading Facet anew for every file took a third of a run; it keeps no state in its modules.
    isolate: false,
  },
});
