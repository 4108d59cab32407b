#!/usr/bin/env node
// Plain JavaScript, as the check of the version is: an older Node can read both.
import '../node-version.js';
import { existsSync } from 'node:fs';

const sources = new URL('./index.ts', import.meta.url);

const { run } = await import(existsSync(sources) ? await fromSources() : withoutSources());
await run(process.argv.slice(2));

/** The sources as they are, or one bundle of just them. */
async function fromSources() {
  const { freshBundle } = await import('./bundle.ts');
  return freshBundle() ?? sources;
}

/** A package has none, since Node strips no types in node_modules: what it has was built from them. */
function withoutSources() {
  process.setSourceMapsEnabled(true);
  return new URL('../../dist/facet/facet.js', import.meta.url);
}
