#!/usr/bin/env node
// Plain JavaScript, as the check of the version is: an older Node can read both.
import '../node-version.js';
import { existsSync } from 'node:fs';

const sources = new URL('./index.ts', import.meta.url);
// A package has no sources, since Node strips no types in node_modules: what it has was built from them.
const built = new URL('../../dist/facet/facet.js', import.meta.url);
const hasSources = existsSync(sources);
if (!hasSources) process.setSourceMapsEnabled(true);

const { run } = await import(hasSources ? sources : built);
await run(process.argv.slice(2));
