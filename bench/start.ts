import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freshBundle } from '../src/cli/bundle.ts';
import { shown, spreadOf } from './figures.ts';
import { START_OPTIONS } from './start-options.ts';

// How long `npm start` takes to the first answer, all backends configured, and the memory that it holds when nothing is asked:
// `node bench/start.ts [times]`.

const TIMES = Number(process.argv[2] ?? 7);
const FACET = fileURLToPath(new URL('../src/cli/facet.js', import.meta.url));
/** Nobody is there: a start calls nobody. */
const NOWHERE = 'http://127.0.0.1:9';
const BACKENDS = {
  HAPTIK_TRACT_URL: NOWHERE,
  HAPTIK_URL: NOWHERE,
  HAPTIK_TOKEN: 'token',
  HAPTIK_CLIENT_ID: 'client',
  CHAKRA_URL: NOWHERE,
  CHAKRA_TOKEN: 'token',
  VOLT_MX_URL: NOWHERE,
  VOLT_MX_USERNAME: 'user',
  VOLT_MX_PASSWORD: 'password',
  EMERITUS_URL: NOWHERE,
  EMERITUS_TOKEN: 'token',
  EMERITUS_APP_ID: 'app',
  EMERITUS_CORP_ID: 'corporation',
};
const QUERY = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"query":"{__typename}"}',
};

async function startOnce(folder: string): Promise<{ readonly ms: number; readonly mib: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, [...START_OPTIONS, FACET], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: '0', ...BACKENDS },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let url = '';
  for await (const line of createInterface(child.stdout)) {
    url = /GraphQL +(?<url>\S+)/.exec(line)?.groups?.['url'] ?? '';
    if (url !== '') break;
  }
  await (await fetch(url, QUERY)).text();
  const ms = performance.now() - begun;
  await pause(2000);
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
write(
  freshBundle() ? 'from the bundle' : 'from the sources: `npm run prepare` builds the bundle anew',
);
write(`first answer  ${shown(spreadOf(starts.map(({ ms }) => ms)))} ms`);
write(`idle memory   ${shown(spreadOf(starts.map(({ mib }) => mib)))} MiB`);
