import './node-version.js';
import { run } from './cli/index.ts';

const args = process.argv.slice(2);
await run(args.length === 0 ? ['start'] : args);
