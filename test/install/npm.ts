import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** How this machine reaches a registry, and where npm keeps what it has downloaded already. */
const KEPT =
  /^(HOME|(https?|no)_proxy|NODE_EXTRA_CA_CERTS|npm_config_(cache|registry|userconfig|globalconfig|cafile|\w*proxy))$/i;

/** As a shell has it: npm has set nothing else, and the Node of this process is the machine's. */
const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.test(name))),
  PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
  PORT: '0',
  // No requests but for packages, and none for what is in npm's cache.
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_prefer_offline: 'true',
};

type Variables = Readonly<Record<string, string>>;

/** Runs npm or npx in a folder to its end. Rejects when it fails. */
export async function run(
  command: 'npm' | 'npx',
  args: readonly string[],
  cwd: string,
  variables: Variables = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = { ...ENVIRONMENT, ...variables };
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
