import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
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

async function startTwo(): Promise<Facet> {
  const child = await start({ SANDBOX: '0' });
  const exit = once(child, 'exit');
  const end = async () => {
    child.kill('SIGTERM');
    return (await exit)[0];
  };
  onTestFinished(async () => void (await end()));
  child.stderr.resume();
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    url ||= /GraphQL +(?<url>\S+)\/graphql/.exec(line)?.groups?.['url'] ?? '';
    if (line === '2 processes serve.') break;
  }
  const children = `/proc/${child.pid}/task/${child.pid}/children`;
  const workers = () => readFileSync(children, 'utf8').trim().split(' ').map(Number);
  return { url, workers, end };
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

const query = '{"query":"{ __typename }"}';

describe.runIf(process.platform === 'linux')('several processes', { timeout: TIMEOUT }, () => {
  it('serve on one port and add up their figures, whichever is asked', async () => {
    const facet = await startTwo();
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
