import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { COMPILE_CACHE, program } from './programs.ts';

export interface CommandOptions {
  /** A folder without a `.env`, when left out. */
  readonly cwd?: string;
  readonly uid?: number;
}

/** What a command line said, and how it ended. */
export interface Told {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts Facet as a command line does, with nothing in its environment but what is given. */
export async function spawnFacet(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { cwd = tmpdir(), uid }: CommandOptions = {},
) {
  return spawn(process.execPath, [await program('src/main.ts'), ...args], {
    cwd,
    env: { ...COMPILE_CACHE, PATH: process.env['PATH'] ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
}

/** Runs a command that ends by itself. */
export async function runFacet(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  options: CommandOptions = {},
): Promise<Told> {
  const child = await spawnFacet(args, environment, options);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}

/** Where it listens, once it does; what it says from then on is read and dropped. Rejects when it ends before that. */
export async function urlOf(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, url] = /GraphQL\s+(\S+)\/graphql/.exec(output) ?? [];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(`Facet did not start: ${output}`)));
  });
}
