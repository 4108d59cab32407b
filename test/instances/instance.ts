import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { COMPILE_CACHE, program } from '../programs.ts';

/** A Facet in a process of its own, as an operator runs it. */
export interface Instance {
  readonly url: string;
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

/** Starts one in a folder without a `.env`; rejects with what it said when it does not start. */
export async function startInstance(
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<Instance> {
  const child = spawn(process.execPath, [await program('src/main.ts')], {
    cwd: folder,
    env: { ...COMPILE_CACHE, PATH: process.env['PATH'], PORT: '0', SANDBOX: '0', ...environment },
  });
  const url = await urlOf(child);
  return {
    url,
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
