import { defineConfig } from 'vitest/config';
import { PACE } from '../pace.ts';

/** What `npm run test:install` runs: it installs packages, which `npm test` does not. */
export default defineConfig({
  test: {
    include: ['test/install/*.check.ts'],
    // Each waits for npm.
    maxWorkers: 2,
    testTimeout: 180_000 * PACE,
    hookTimeout: 180_000 * PACE,
  },
});
