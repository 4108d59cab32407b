import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { shown, spreadOf } from './figures.ts';

// How long a start takes to the first answer, and the memory that it holds when nothing is asked: `node bench/start.ts [times]`.

const TIMES = Number(process.argv[2] ?? 7);
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const CHECK = fileURLToPath(new URL('../src/node-version.js', import.meta.url));
const QUERY = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"query":"{__typename}"}',
};

async function startOnce(folder: string): Promise<{ readonly ms: number; readonly mib: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', CHECK, MAIN], {
    cwd: folder,
    env: { PATH: process.env['PATH'], SANDBOX: '0', PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    url = /GraphQL +(?<url>\S+)/.exec(line)?.groups?.['url'] ?? '';
    if (url !== '') break;
  }
  await (await fetch(url, QUERY)).text();
  const ms = performance.now() - begun;
  await pause(1000);
  const mib =
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
  return { ms, mib };
}

const folder = mkdtempSync(join(tmpdir(), 'facet-start-'));
// The first one keeps what it compiled.
await startOnce(folder);
const starts = [];
for (let count = 0; count < TIMES; count += 1) starts.push(await startOnce(folder));
rmSync(folder, { recursive: true });
const write = (line: string): void => void process.stdout.write(`${line}\n`);
write(`first answer  ${shown(spreadOf(starts.map(({ ms }) => ms)))} ms`);
write(`idle memory   ${shown(spreadOf(starts.map(({ mib }) => mib)))} MiB`);
