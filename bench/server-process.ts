import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface ServerProcess {
  /** Without a slash at the end. */
  readonly url: string;
  /** What its callers send with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** CPU time that the whole process has used, its garbage collector and compiler threads included, in microseconds. */
  readonly cpu: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Starts a server by its file, relative to this folder, and waits until it says on standard output where it listens.
 * The process reports its own CPU time (`process.cpuUsage()`): exact to the microsecond, on every system.
 */
export async function startProcess(
  path: string,
  environment: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<ServerProcess> {
  const child = fork(fileOf(path), {
    execArgv: [...process.execArgv, '--import', new URL('cpu-report.ts', import.meta.url).href],
    env: { PATH: process.env['PATH'], ...environment },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (!child.stdout) throw new Error('The process has no standard output.');
  let url: string | undefined;
  // Read and dropped, as by whoever collects logs: a line for each request is in it.
  let complaints = '';
  child.stderr?.on('data', (text) => (complaints = url === undefined ? complaints + text : ''));
  for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(text))?.[0];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error(`${path} ended before it listened: ${complaints}`);
  child.stdout.resume();
  return {
    url,
    cpu: async () => {
      child.send('cpu');
      const [microseconds] = await once(child, 'message');
      return microseconds;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
