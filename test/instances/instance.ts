import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { COMPILE_CACHE, program } from '../programs.ts';

/** A Facet in a process of its own, as an operator runs it. */
export interface Instance {
  readonly url: string;
  readonly pid: number | undefined;
  readonly query: (document: string, variables?: object) => Promise<QueryAnswer>;
  /** The status of `/readyz`. */
  readonly readiness: () => Promise<number>;
  readonly end: () => Promise<void>;
}

interface QueryAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string };
  }[];
}

/** Starts a program for which no file may grow beyond so many blocks of 512 bytes, as on a disk that is full. */
export const withFilesUpTo = (blocks: number): readonly string[] => [
  'sh',
  '-c',
  `ulimit -S -f ${blocks}; exec "$@"`,
  'sh',
];

/** Starts one in a folder without a `.env`; rejects with what it said when it does not start. */
export async function startInstance(
  environment: Readonly<Record<string, string>>,
  folder: string,
  starter: readonly string[] = [],
): Promise<Instance> {
  const [command, ...args] = [...starter, process.execPath, await program('src/main.ts')];
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...COMPILE_CACHE, PATH: process.env['PATH'], PORT: '0', SANDBOX: '0', ...environment },
  });
  const url = await urlOf(child);
  return {
    url,
    pid: child.pid,
    query: async (query, variables = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as QueryAnswer;
    },
    readiness: async () => (await fetch(`${url}/readyz`)).status,
    end: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function urlOf(child: ChildProcessWithoutNullStreams): Promise<string> {
  const complaints: string[] = [];
  child.stderr.on('data', (text) => complaints.push(String(text)));
  for await (const line of createInterface(child.stdout)) {
    const url = /GraphQL\s+(?<url>\S+)\/graphql/.exec(line)?.groups?.['url'];
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error(`Facet did not start: ${complaints.join('')}`);
}
