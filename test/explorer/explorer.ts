import { execFile } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { type Facet, startFacet } from '../../src/app.ts';
import { doneOnce } from '../once.ts';
import { PACE } from '../pace.ts';
import { launchBrowser } from './browser.ts';

/** A Facet that takes the sandbox for real backends, its people, and a page of a browser to look at it. */
export interface Explorer {
  readonly facet: Facet;
  readonly sandbox: Sandbox;
  /** One for all tests of a file: to start and compile everything in a new one is what takes longest. */
  readonly page: Page;
  readonly close: () => Promise<void>;
}

export async function startExplorer(
  settings: Readonly<Record<string, string>> = {},
): Promise<Explorer> {
  const folder = await mkdtemp(join(tmpdir(), 'facet-explorer-'));
  const DATABASE_URL = `sqlite:${join(folder, 'facet.db')}`;
  const sandbox = await startSandbox();
  const usual = { SANDBOX: '0', PORT: '0', CACHE_TTL_MS: '600000', DATABASE_URL };
  const environment = { ...sandbox.environment, ...usual, ...settings };
  const report = (error: unknown) => expect.fail(String(error));
  const facet = await startFacet(environment, report, await builtExplorer());
  const people = sandbox.people.map(({ accounts }) => accounts);
  await facet.registry.seed(people, { kind: 'LINK', actor: 'facet', evidence: 'sandbox' });
  const browser = await launchBrowser();
  return {
    facet,
    sandbox,
    page: await browser.newPage(),
    close: async () => {
      await browser.close();
      await facet.close();
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}

export interface View {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Done before the page is asked for. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/** A page of the explorer, as whoever never was there sees it; what goes wrong or out of the machine meanwhile. */
export async function openPage(
  { facet, page }: Explorer,
  path: string,
  { width = 1280, colorScheme = 'light', before }: View = {},
) {
  onTestFinished(async () => leave(page, facet.url));
  await page.setViewportSize({ width, height: 860 });
  await page.emulateMedia({ colorScheme });
  page.setDefaultTimeout(20_000 * PACE);
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
  await before?.(page);
  await page.goto(`${facet.url}${path}`);
  return { page, complaints, hosts };
}

/** Nothing is left of a test but what the browser has cached. */
async function leave(page: Page, origin: string): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll();
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
  await page.context().clearPermissions();
}

/** GraphiQL, once it knows the schema. */
export async function openGraphiql(explorer: Explorer, path = '/', view: View = {}) {
  const opened = await openPage(explorer, path, view);
  const { page } = opened;
  // Until both editors and the schema are there, a click on "Execute" does nothing.
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await page.locator('.result-window .monaco-editor').waitFor();
  await page.locator('[aria-label^="Re-fetch GraphQL schema"]:enabled').waitFor();
  return opened;
}

export const run = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^Execute query/ }).click();

/**
 * GraphiQL looks at what stands in the editor 100 ms after it has changed, and keeps it then: a run before that asks for
 * the operation that stood there before.
 */
export const untilTakenUp = async (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction((wanted) => localStorage.getItem('graphiql:query')?.includes(wanted), text);

export const query = (page: Page): Promise<string> =>
  page.evaluate(() => Reflect.get(globalThis, '__MONACO').editor.getModels()[0].getValue());

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What axe finds wrong with a page as it is now. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

const DIST = fileURLToPath(new URL('../../dist/explorer/', import.meta.url));

/** What `npm ci` has built, unless something that it is made of has changed since: then one new build a run. */
async function builtExplorer(): Promise<string> {
  if (isCurrent(join(DIST, 'people.html'))) return DIST;
  const anew = join(inject('runFolder'), 'explorer');
  await doneOnce(`${anew}-built`, async () =>
    expect(await buildExplorer(anew)).toEqual({ stdout: '', stderr: '' }),
  );
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
