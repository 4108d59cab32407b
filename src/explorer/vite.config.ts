import { defineConfig } from 'vite';

/** Builds GraphiQL with our panel into `dist/explorer`; the server serves that folder as it is. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  build: {
    outDir: '../../dist/explorer',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' },
    // The editor alone is larger than Vite's default of 500 kB; it is cached for good, and served locally.
    chunkSizeWarningLimit: 8_000,
    // The directives ("use client") of React libraries mean nothing outside a React server.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
