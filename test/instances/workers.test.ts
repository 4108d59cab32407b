import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newPostgresUrl } from '../registry/databases.ts';
import { COMPILE_CACHE, program } from '../programs.ts';

const TIMEOUT = 120_000;

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-workers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

interface Facet {
  readonly url: string;
  /** The processes that serve for the one that was started. */
  readonly workers: () => readonly number[];
  /** Its exit code. */
  readonly end: () => Promise<unknown>;
}

const start = async (environment: Readonly<Record<string, string>>) =>
  spawn(process.execPath, [await program('src/main.ts')], {
    cwd: emptyFolder(),
    env: {
      ...COMPILE_CACHE,
      PATH: process.env['PATH'],
      FACET_WORKERS: '2',
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

type Child = Awaited<ReturnType<typeof start>>;

async function startTwo(environment: Readonly<Record<string, string>> = {}): Promise<Facet> {
  const child = await start({ SANDBOX: '0', ...environment });
  const exit = once(child, 'exit');
  const end = async () => {
    child.kill('SIGTERM');
    return (await exit)[0];
  };
  onTestFinished(async () => void (await end()));
  child.stderr.resume();
  const url = await untilServing(child);
  return { url, workers: () => workersOf(child), end };
}

/** The address that it greets with, once all its processes serve. */
async function untilServing({ stdout }: Child): Promise<string> {
  let url = '';
  for await (const line of createInterface(stdout)) {
    url ||= /GraphQL +(?<url>\S+)\/graphql/.exec(line)?.groups?.['url'] ?? '';
    if (line === '2 processes serve.') break;
  }
  stdout.resume();
  return url;
}

const workersOf = ({ pid }: Child): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Why a request failed, in the system's words. */
function codeOf(error: unknown): unknown {
  const { cause } = Object(error) as { readonly cause?: unknown };
  return (Object(cause) as { readonly code?: unknown }).code ?? error;
}

/** By default on a connection of its own, which may be any process's. */
async function ask(
  { url }: Facet,
  path: string,
  body?: string,
  connection: Readonly<Record<string, string>> = { connection: 'close' },
): Promise<string> {
  const headers = { 'content-type': 'application/json', ...connection };
  const method = body === undefined ? 'GET' : 'POST';
  const response = await fetch(url + path, { method, headers, ...(body && { body }) });
  return response.text();
}

/** Refused, or not handed to the last process before it ended. */
const CONNECTION_LOST: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'UND_ERR_SOCKET',
]);

const query = '{"query":"{ __typename }"}';

describe.runIf(process.platform === 'linux')('several processes', { timeout: TIMEOUT }, () => {
  it.each([
    ['SQLite', async () => ({})],
    ['PostgreSQL', async () => ({ DATABASE_URL: await newPostgresUrl() })],
  ])('serve on one port and add up their figures, whichever is asked (%s)', async (_, on) => {
    const facet = await startTwo(await on());
    expect(await ask(facet, '/readyz')).toContain('ready');
    for (let asked = 0; asked < 10; asked += 1) {
      expect(await ask(facet, '/graphql', query)).toContain('"__typename":"Query"');
    }
    for (let asked = 0; asked < 3; asked += 1) {
      const metrics = await ask(facet, '/metrics');
      expect(metrics.match(/^facet_info\{.*\} 1$/gm)).toHaveLength(1);
      const counts = metrics.match(/^facet_request_duration_seconds_count\{.*$/gm) ?? [];
      expect(counts.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)).toBe(10);
    }
  });

  it('are replaced when they die', async () => {
    const facet = await startTwo();
    const [first = 0, second] = facet.workers();
    process.kill(first, 'SIGKILL');
    await expect
      .poll(() => facet.workers().filter((pid) => pid !== first && pid !== second), {
        timeout: 30_000,
      })
      .toHaveLength(1);
    for (let asked = 0; asked < 4; asked += 1) {
      expect(await ask(facet, '/graphql', query)).toContain('"__typename":"Query"');
    }
  });

  it('answer what is in flight when they are told to end', async () => {
    const facet = await startTwo();
    const workers = facet.workers();
    const ofAll = () => Array.from({ length: 40 }, async () => ask(facet, '/graphql', query, {}));
    // Over connections that are there: one that nobody has taken yet is not in flight.
    await Promise.all(ofAll());
    const asked = ofAll();
    await Promise.race(asked);
    expect(await facet.end()).toBe(0);
    for (const answer of await Promise.all(asked)) expect(answer).toContain('"__typename":"Query"');
    for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('lose no request while another one is left one after another under load', async () => {
    const facet = await startTwo();
    const workers = facet.workers();
    let answered = 0;
    /** Each on a connection of its own, until the last process takes the port with it. */
    const askOn = async (): Promise<void> => {
      for (;;) {
        const answer = await ask(facet, '/graphql', query).catch(codeOf);
        if (CONNECTION_LOST.has(answer)) break;
        expect(answer).toContain('"__typename":"Query"');
        answered += 1;
      }
      expect(workers.filter(isRunning).length).toBeLessThan(2);
    };
    const askers = Promise.all(Array.from({ length: 8 }, askOn));
    await expect.poll(() => answered).toBeGreaterThan(100);
    expect(await facet.end()).toBe(0);
    await askers;
  });

  it('end for good when five in a row cannot start in the place of one that died', async () => {
    const file = join(emptyFolder(), 'facet.db');
    const child = await start({ SANDBOX: '0', DATABASE_URL: `sqlite:${file}` });
    const ended = once(child, 'exit');
    const complaints = text(child.stderr);
    await untilServing(child);
    rmSync(file);
    writeFileSync(file, 'A text, and no database. '.repeat(100));
    process.kill(workersOf(child)[0] ?? 0, 'SIGKILL');
    expect((await ended)[0]).toBe(1);
    const said = await complaints;
    expect(said.match(/^Facet cannot start\. The database /gm)).toHaveLength(5);
    expect(said).toContain('Processes of Facet keep ending before they serve: it ends.');
  });

  it('say once why they cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, complaints } = await failedStart({ SANDBOX: '0', PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(complaints.match(/The port is taken/g)).toHaveLength(1);
  });

  it('are refused in the sandbox', async () => {
    const { code, complaints } = await failedStart({});
    expect(code).toBe(1);
    expect(complaints).toContain('Facet cannot start. FACET_WORKERS must be 1 in the sandbox');
  });
});

async function failedStart(environment: Readonly<Record<string, string>>) {
  const child = await start(environment);
  child.stdout.resume();
  const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, complaints };
}
