import { execFile } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examples } from '../../src/explorer/examples.ts';
import { type Facet, startFacet } from '../../src/app.ts';
import { faults, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { launchBrowser } from './browser.ts';
import { PACE } from '../pace.ts';

let folder: string;
let facet: Facet;
let sandbox: Sandbox;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facet-explorer-'));
  const DATABASE_URL = `sqlite:${join(folder, 'facet.db')}`;
  sandbox = await startSandbox();
  const settings = { SANDBOX: '0', PORT: '0', CACHE_TTL_MS: '0', DATABASE_URL };
  const environment = { ...sandbox.environment, ...settings };
  const report = (error: unknown) => expect.fail(String(error));
  facet = await startFacet(environment, report, await builtExplorer());
  const people = sandbox.people.map(({ accounts }) => accounts);
  await facet.registry.seed(people, { kind: 'LINK', actor: 'facet', evidence: 'sandbox' });
  browser = await launchBrowser();
}, 60_000 * PACE);

afterAll(async () => {
  await browser?.close();
  await facet?.close();
  await sandbox?.close();
  await rm(folder, { recursive: true });
});

test(
  'GraphiQL runs an example, our panel tells what it cost, and no request leaves the machine',
  async () => {
    const { page, complaints, hosts } = await open();
    expect(await page.title()).toBe('Facet');

    await page.getByRole('button', { name: /^Execute query/ }).click();
    await page.locator('.result-window').getByText('Latha Ganesh').waitFor();

    const panel = page.getByRole('region', { name: 'Last answer' });
    await panel.getByText('2 backend calls').waitFor();
    expect(await panel.getByRole('row').allInnerTexts()).toEqual([
      'CHAKRA\tuser\t1',
      'EMERITUS\tprofile\t1',
    ]);
    expect(complaints).toEqual([]);
    expect(hosts).toEqual(new Set([new URL(facet.url).host]));
  },
  30_000 * PACE,
);

test(
  'the panel shows what an answer warns of',
  async () => {
    sandbox.backend('CHAKRA').fault('user', faults.status(500), 1);
    const { page } = await open();
    await page.getByRole('button', { name: /^Execute query/ }).click();
    const warnings = page.getByRole('region', { name: 'Last answer' }).getByRole('listitem');
    await warnings.first().waitFor();
    expect(await warnings.first().innerText()).toMatch(
      /^BACKEND_UNAVAILABLE CHAKRA · displayName\n.* Another source stood in\.$/,
    );
  },
  30_000 * PACE,
);

test(
  'the panel leads to the tab of an example, and opens it anew once it was closed',
  async () => {
    const { page } = await open();
    const tab = page.getByRole('tab', { name: 'PageThroughUsers' });
    const example = page.getByRole('button', { name: 'Everybody, page by page' });
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(examples.map(({ name }) => name));

    await example.click();
    await tab.and(page.getByRole('tab', { selected: true })).waitFor();
    await page.getByRole('button', { name: 'Close Tab' }).filter({ visible: true }).click();
    await tab.waitFor({ state: 'detached' });

    await example.click();
    await tab.waitFor();
    await page.getByRole('button', { name: 'Variables' }).click();
    await page.locator('.graphiql-editor-tool').getByText('"after"').waitFor();
  },
  30_000 * PACE,
);

const DIST = fileURLToPath(new URL('../../dist/explorer/', import.meta.url));

/** What `npm ci` has built, unless something that it is made of has changed since: then a new build, without a word. */
async function builtExplorer(): Promise<string> {
  if (isCurrent(join(DIST, 'index.html'))) return DIST;
  const anew = join(folder, 'explorer');
  expect(await buildExplorer(anew)).toEqual({ stdout: '', stderr: '' });
  return anew;
}

function isCurrent(build: string): boolean {
  const changedAt = (path: string): number =>
    statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const sources = globSync(['package-lock.json', 'src/explorer/**'], { cwd });
  return sources.every((path) => changedAt(join(cwd, path)) < changedAt(build));
}

/** Runs the command that `npm ci` runs, into another folder; what it prints. */
async function buildExplorer(outDir: string): Promise<{ stdout: string; stderr: string }> {
  const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')));
  const config = fileURLToPath(new URL('../../src/explorer/vite.config.ts', import.meta.url));
  const { NODE_ENV: _, ...env } = process.env;
  return promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', config, '--outDir', outDir],
    { env },
  );
}

/** Opens the page and waits until it knows the schema; what goes wrong or out meanwhile is kept. */
async function open() {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:') hosts.add(host);
  });
  await page.goto(facet.url);
  // Until both editors and the schema are there, a click on "Execute" does nothing.
  await page.locator('.graphiql-query-editor').getByText('OnePersonFiveVendors').waitFor();
  await page.locator('.result-window .monaco-editor').waitFor();
  await page.locator('[aria-label^="Re-fetch GraphQL schema"]:enabled').waitFor();
  return { page, complaints, hosts };
}
