import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** As a shell has it: npm has set nothing, and the Node of this process is the machine's. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
  HOME: process.env['HOME'],
  // Where npm keeps what it has downloaded already, when that is not below HOME.
  ...(process.env['npm_config_cache'] && { npm_config_cache: process.env['npm_config_cache'] }),
  PORT: '0',
};

type Variables = Readonly<Record<string, string>>;

/** Runs npm or npx in a folder to its end; what is in npm's cache is not downloaded again. Rejects when it fails. */
export async function run(
  command: 'npm' | 'npx',
  args: readonly string[],
  cwd: string,
  variables: Variables = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = { ...ENVIRONMENT, npm_config_prefer_offline: 'true', ...variables };
  return promisify(execFile)(command, [...args], { cwd, env });
}

/** A Facet that was started by npm or npx. */
export interface StartedFacet {
  /** Without a slash at the end. */
  readonly url: string;
  /** SIGTERM to what was started; resolves when whoever writes to its output has ended. */
  end(): Promise<void>;
}

export async function startFacet(
  command: 'npm' | 'npx',
  args: readonly string[],
  cwd: string,
  variables: Variables = {},
): Promise<StartedFacet> {
  const env = { ...ENVIRONMENT, ...variables };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    url: await urlOf(child, child.stdout),
    end: async () => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Rejects with what was said when it ends before it listens. */
async function urlOf(child: ChildProcess, stdout: Readable): Promise<string> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /GraphQL\s+(\S+)\/graphql/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('close', () => reject(new Error(`Facet did not start: ${said}`)));
  });
}
