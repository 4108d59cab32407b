import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For the environment of a process: many are started, and what they load is compiled once. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(tmpdir(), 'facet-compile-cache') } as const;
