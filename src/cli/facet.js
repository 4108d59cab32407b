#!/usr/bin/env node
// Plain JavaScript, as the check of the version is: an older Node can read both.
import '../node-version.js';

const { run } = await import('./index.ts');
await run(process.argv.slice(2));
