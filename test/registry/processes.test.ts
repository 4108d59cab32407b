import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openRegistry } from '#registry';
import type { NewAccount } from '#registry';
import { COMPILE_CACHE, program } from '../programs.ts';
import { databases } from './databases.ts';

const chakra = (ref: string): NewAccount => ({ backend: 'CHAKRA', scope: '', ref });

async function start(
  name: 'adopting' | 'writing',
  ...args: string[]
): Promise<ChildProcessWithoutNullStreams> {
  const path = await program(`test/registry/${name}-process.ts`);
  return spawn(process.execPath, [path, ...args], { env: COMPILE_CACHE });
}

describe.each(databases())('several processes on $name', ({ newUrl }) => {
  it('makes one user of each account when processes start and adopt at the same time', async () => {
    const url = await newUrl();
    const children = await Promise.all(
      Array.from({ length: 3 }, async () => start('adopting', url, '40')),
    );
    await Promise.all(children.map(async ({ stdout }) => once(stdout, 'data')));
    for (const { stdin } of children) stdin.write('go\n');
    const answers = await Promise.all(
      children.map(async ({ stdout, stderr }) => Promise.all([text(stdout), text(stderr)])),
    );
    const [ids = ''] = answers[0] ?? [];
    expect(answers).toEqual(children.map(() => [ids, '']));

    const registry = await openRegistry(url);
    expect(await registry.count(null)).toBe(40);
    const { users } = await registry.page({
      limit: 99,
      direction: 'newer',
      beyond: null,
      hasAccountAt: null,
    });
    expect(new Set<string>(JSON.parse(ids))).toEqual(new Set(users.map(({ id }) => id)));
    expect(await registry.history(users[0]?.id ?? '')).toHaveLength(1);
    await registry.close();
  });

  it('loses no acknowledged write when its process is killed', async () => {
    const url = await newUrl();
    const child = await start('writing', url);
    const acknowledged: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      acknowledged.push(line);
      if (acknowledged.length === 50) child.kill('SIGKILL');
    }
    const registry = await openRegistry(url);
    const keys = acknowledged.map((ref) => ({ by: 'key', ...chakra(ref) }) as const);
    const users = await registry.find(keys);
    expect(acknowledged.length).toBeGreaterThanOrEqual(50);
    expect(new Set(users.flatMap(({ accounts }) => accounts.map(({ ref }) => ref)))).toEqual(
      new Set(acknowledged),
    );
    expect(users.every(({ accounts }) => accounts[0]?.lastWrite)).toBe(true);
    // At most the one that was on its way came through without its word.
    expect((await registry.count(null)) - acknowledged.length).toBeLessThanOrEqual(1);
    await registry.close();
  });
});
