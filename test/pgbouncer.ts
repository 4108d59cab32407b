import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './ports.ts';

/** Where the machine's PgBouncer lies; `null` where it has none. */
export const PGBOUNCER =
  ['/usr/sbin', ...(process.env['PATH'] ?? '').split(delimiter)]
    .map((folder) => join(folder, 'pgbouncer'))
    .find(isExecutable) ?? null;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Pgbouncer {
  /** The same database by way of the pooler. */
  readonly urlOf: (url: string) => string;
  readonly close: () => Promise<void>;
}

/** PgBouncer as it comes, in front of the server of `url`, behind a free port of 127.0.0.1. */
export async function startPgbouncer(
  url: string,
  mode: 'session' | 'transaction',
  poolSize = 60,
): Promise<Pgbouncer> {
  if (PGBOUNCER === null) throw new Error('This machine has no PgBouncer.');
  const folder = mkdtempSync(join(tmpdir(), 'facet-pgbouncer-'));
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=${decodeURIComponent(new URL(url).hostname)} user=facet
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${poolSize}
max_client_conn = 200
${process.getuid?.() === 0 ? 'user = nobody' : ''}
`,
  );
  chmodSync(folder, 0o755);
  const child = spawn(PGBOUNCER, [file], { stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(child);
  return {
    urlOf: (direct) => `postgres://facet@127.0.0.1:${port}/${basename(direct)}`,
    close: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

async function listening(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (!child.stderr) return;
  for await (const line of createInterface(child.stderr)) {
    if (line.includes('process up')) return void child.stderr.resume();
    said.push(line);
  }
  throw new Error(`PgBouncer did not start:\n${said.join('\n')}`);
}
