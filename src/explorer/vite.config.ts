import { join } from 'node:path';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';
import { slimEditor } from './build/slim-editor.ts';

/** Builds GraphiQL with our panel and the page for people into `dist/explorer`; the server serves that folder as it is. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  plugins: [slimEditor(), precompress()],
  worker: { plugins: () => [slimEditor()] },
  build: {
    outDir: '../../dist/explorer',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' },
    // The editor alone is larger than Vite's default of 500 kB; it is cached for good, and served locally.
    chunkSizeWarningLimit: 8_000,
    rolldownOptions: {
      input: ['index.html', 'people.html'].map((page) => join(import.meta.dirname, page)),
      // The directives ("use client") of React libraries mean nothing outside a React server.
      // To compress takes longer than to build.
      checks: { moduleLevelDirective: false, pluginTimings: false },
    },
  },
});
