import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { startStandIn } from './stand-in.ts';

test('serves the page with a strict policy, to be asked for again each time', async () => {
  const { url } = await startStandIn({ explorerFolder: await builtExplorer() });
  const response = await fetch(`${url}/`);
  expect(await response.text()).toBe('<title>Facet</title>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-cache');
  const policy = response.headers.get('content-security-policy')?.split('; ') ?? [];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy.join(' ')).not.toMatch(/https?:|\*|unsafe-eval/);
});

test('serves what has a hash in its name for good', async () => {
  const { url } = await startStandIn({ explorerFolder: await builtExplorer() });
  const response = await fetch(`${url}/assets/main-1a2b.js`);
  expect(response.headers.get('content-type')).toContain('javascript');
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('serves nothing from outside the folder', async () => {
  const explorerFolder = await builtExplorer();
  await writeFile(join(explorerFolder, '../outside.txt'), 'outside');
  const { url } = await startStandIn({ explorerFolder });
  for (const path of ['/..%2foutside.txt', '/assets/..%2f..%2foutside.txt', '/outside.txt']) {
    expect((await fetch(`${url}${path}`)).status, path).toBe(404);
  }
});

test('says how to build the page where it is missing', async () => {
  const { url } = await startStandIn({ explorerFolder: join(tmpdir(), 'no-such-folder') });
  const response = await fetch(`${url}/`);
  expect(response.status).toBe(503);
  expect(await response.text()).toMatch(/^GraphiQL is not built yet: run `npm run \w+`\.\n$/);
});

async function builtExplorer(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'facet-explorer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const explorer = join(folder, 'explorer');
  await mkdir(join(explorer, 'assets'), { recursive: true });
  await writeFile(join(explorer, 'index.html'), '<title>Facet</title>');
  await writeFile(join(explorer, 'assets/main-1a2b.js'), 'export {};');
  return explorer;
}

test('says what the pages need to know, and serves what the build compressed to who takes it', async () => {
  const explorerFolder = await builtExplorer();
  const page = '<title>People</title>';
  await writeFile(join(explorerFolder, 'people.html'), page);
  await writeFile(join(explorerFolder, 'people.html.gz'), gzipSync(page));
  const explorerFacts = { sandbox: true };
  const { url } = await startStandIn({ explorerFolder, explorerFacts });
  expect(await (await fetch(`${url}/explorer.json`)).json()).toEqual(explorerFacts);
  const compressed = await fetch(`${url}/people`, { headers: { 'accept-encoding': 'gzip' } });
  expect(compressed.headers.get('content-encoding')).toBe('gzip');
  expect(await compressed.text()).toBe(page);
  const plain = await fetch(`${url}/people`, { headers: { 'accept-encoding': 'identity' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await plain.text()).toBe(page);
});

test.each([
  ['gzip, br', 'gzip'],
  ['gzip;q=0, br', null],
  ['identity', null],
])('a browser that takes %j gets a long response as %s', async (accept, encoding) => {
  const { url } = await startStandIn();
  const body = JSON.stringify({ query: `{ greet(name: "${'x'.repeat(20_000)}") }` });
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-encoding': accept, origin: url },
    body,
  });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(await response.text()).toHaveLength(20_000 + '{"data":{"greet":"Hello, "}}\n'.length);
});
