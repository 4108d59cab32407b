import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Environment } from './backends/index.ts';

/** The variables of this process, and those of `.env` that it does not have. */
export function readEnvironment(own: Environment): Environment {
  try {
    return { ...parseEnv(readFileSync('.env', 'utf8')), ...own };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return own;
    throw error;
  }
}
