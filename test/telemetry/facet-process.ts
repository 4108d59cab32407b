import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { urlOf } from '../cli.ts';
import { COMPILE_CACHE, program } from '../programs.ts';

export type Line = Readonly<Record<string, unknown>>;

/** A Facet in a process of its own over a sandbox, and what it writes to its log. */
export interface LoggedFacet {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly child: ChildProcess;
  readonly environment: Readonly<Record<string, string>>;
  /** All that it has written so far. */
  readonly written: () => string;
  readonly lines: () => readonly Line[];
  /** The lines that have all that `wanted` has, once there is one. */
  readonly told: (wanted: Line) => Promise<readonly Line[]>;
  readonly close: () => Promise<void>;
}

const has = (line: Line, wanted: Line): boolean =>
  Object.entries(wanted).every(([key, value]) => line[key] === value);

export async function startLoggedFacet(
  settings: Readonly<Record<string, string>> = {},
): Promise<LoggedFacet> {
  const main = await program('src/main.ts');
  const folder = mkdtempSync(join(tmpdir(), 'facet-log-'));
  const sandbox = await startSandbox();
  const environment = {
    ...sandbox.environment,
    SANDBOX: '0',
    READ_RETRIES: '0',
    CACHE_TTL_MS: '0',
    DATABASE_URL: `sqlite:${join(folder, 'facet.db')}`,
    ...settings,
  };
  const child = spawn(process.execPath, [main], {
    cwd: folder,
    env: { ...COMPILE_CACHE, PATH: process.env['PATH'] ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const url = await urlOf(child);
  const lines = () =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line): Line => JSON.parse(line));
  return {
    url,
    sandbox,
    child,
    environment,
    written: () => text,
    lines,
    told: async (wanted) => {
      await expect
        .poll(() => lines().some((line) => has(line, wanted)), { timeout: 20_000 })
        .toBe(true);
      return lines().filter((line) => has(line, wanted));
    },
    close: async () => {
      const ended = child.exitCode === null && once(child, 'exit');
      child.kill();
      await ended;
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}
