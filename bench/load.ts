import { Pool } from 'undici';
import type { Ask } from './scenarios.ts';
import type { ServerProcess } from './server-process.ts';

/**
 * Sends requests over kept-alive connections, `concurrency` at a time; resolves when all are answered. Calls back before
 * each with the number of those that were begun.
 */
export async function load(
  { url, headers = {} }: Pick<ServerProcess, 'url' | 'headers'>,
  asks: readonly Ask[],
  concurrency: number,
  onBegin: (begun: number) => Promise<void> = async () => undefined,
): Promise<readonly unknown[]> {
  const pool = new Pool(url, { connections: concurrency });
  const answers: unknown[] = [];
  const queue = asks.entries();
  const worker = async (): Promise<void> => {
    for (const [index, ask] of queue) {
      await onBegin(index);
      answers[index] = await post(pool, ask, headers);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await pool.close();
  return answers;
}

async function post(
  pool: Pool,
  { path, body }: Ask,
  given: Readonly<Record<string, string>>,
): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...given };
  const answer = await pool.request({ method: 'POST', path, headers, body });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`Status ${answer.statusCode}: ${text}`);
  return JSON.parse(text);
}
