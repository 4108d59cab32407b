import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { urlOf } from '../cli.ts';
import { COMPILE_CACHE, program } from '../programs.ts';

it('ends with the shell that npx started it in, which keeps SIGTERM for itself', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'facet-npx-'));
  const main = await program('src/main.ts');
  const shell = spawn('sh', ['-c', '"$0" "$1" & wait', process.execPath, main], {
    cwd,
    env: { ...COMPILE_CACHE, PATH: process.env['PATH'] ?? '', PORT: '0', npm_command: 'exec' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await urlOf(shell);
  shell.kill('SIGTERM');
  // Whoever still holds its output has not ended.
  await once(shell, 'close');
  expect(output).toContain('Facet is answering what is in flight, then it ends.');
  rmSync(cwd, { recursive: true });
});
