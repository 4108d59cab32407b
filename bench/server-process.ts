import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
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

/** Where `taskset` and a second core are there, what is measured has one to itself. */
export const isPinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;
/** The core of what is measured; the stand-ins and those who ask have another one. */
export const MEASURED_CORE = 1;
const OTHER_CORE = 0;

/** Keeps this process off the core of what is measured. */
export function stayAside(): void {
  if (isPinned) spawnSync('taskset', ['-a', '-p', '-c', String(OTHER_CORE), String(process.pid)]);
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
  isMeasured = true,
): Promise<ServerProcess> {
  const core = isMeasured ? MEASURED_CORE : OTHER_CORE;
  const report = ['--import', new URL('cpu-report.ts', import.meta.url).href];
  const child = fork(fileOf(path), {
    ...(isPinned && { execPath: 'taskset' }),
    execArgv: [
      ...(isPinned ? ['-c', String(core), process.execPath] : []),
      ...process.execArgv,
      ...report,
    ],
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
