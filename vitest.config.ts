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
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
