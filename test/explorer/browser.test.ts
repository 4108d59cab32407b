import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACE } from '../pace.ts';
import { faults } from '../../sandbox/index.ts';
import {
  type Explorer,
  openGraphiql,
  openPage,
  query,
  run,
  startExplorer,
  untilTakenUp,
  violations,
} from './explorer.ts';

let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer();
}, 90_000 * PACE);

afterAll(() => explorer?.close());

const LATHA = '9763caa1-cef3-497f-b3b2-f551456b2831';

/** A query that is shared by its address. */
const shared = (text: string, variables = '', operationName = ''): string =>
  `/?${new URLSearchParams({ query: text, variables, operationName }).toString()}`;

/** Somebody else with an account everywhere. */
const somebody = (): string | undefined =>
  explorer.sandbox.people
    .filter(({ accounts }) => accounts.length === 5)
    .flatMap(({ accounts }) => accounts.filter(({ backend }) => backend === 'CHAKRA'))
    .find(({ ref }) => ref !== LATHA)?.ref;

test(
  'an example about somebody who is there runs, its calls are drawn, and no request leaves the machine',
  async () => {
    const { page, complaints, hosts } = await openGraphiql(explorer);
    expect(await page.title()).toBe('Facet');
    expect(await query(page)).toContain(LATHA);
    await run(page);
    await page.locator('.result-window').getByText('Latha Ganesh').waitFor();

    const panel = page.getByRole('region', { name: 'Last response' });
    await panel.getByText('2 backend calls').waitFor();
    const lanes = await panel.locator('.facet-lane').allInnerTexts();
    expect(lanes.map((lane) => lane.split('\n')[0])).toEqual(['CHAKRA', 'EMERITUS']);
    expect(lanes[0]).toMatch(/user \d+ ms · 200 · for displayName, email, phone/);
    expect(await panel.locator('.facet-bar-tried').count()).toBeGreaterThanOrEqual(2);
    expect(await panel.innerText()).toMatch(/\d calls saved: \d not needed/);
    expect(await page.locator('.result-window').innerText()).not.toContain('"trace"');

    await run(page);
    await panel.getByText('From cache: no backend had to be called').waitFor();
    expect(await panel.innerText()).toMatch(/from cache, (?:less than 1|\d+) s old/);
    expect(complaints).toEqual([]);
    expect(hosts).toEqual(new Set([new URL(explorer.facet.url).host]));
  },
  40_000 * PACE,
);

test(
  'a retry, a failure and what stood in for it are told',
  async () => {
    explorer.sandbox.backend('CHAKRA').fault('user', faults.status(503), 3);
    const { page } = await openGraphiql(
      explorer,
      shared(`{ user(by: { chakraId: "${somebody()}" }) { displayName } }`),
    );
    await run(page);
    const panel = page.getByRole('region', { name: 'Last response' });
    await panel.getByText('BACKEND_UNAVAILABLE').first().waitFor();
    expect(await panel.innerText()).toMatch(/503/);
    expect(await panel.locator('.facet-track .facet-bar-failed').count()).toBeGreaterThanOrEqual(1);
    expect(await panel.getByRole('list', { name: 'Warnings' }).innerText()).toMatch(
      /BACKEND_UNAVAILABLE CHAKRA · displayName\s.* Another source stood in\./,
    );
  },
  30_000 * PACE,
);

test(
  'a click on a value in the response, or its name, tells what each source says of it',
  async () => {
    const { page } = await openGraphiql(
      explorer,
      shared(`{ someone: user(by: { chakraId: "${LATHA}" }) { name: displayName email } }`),
    );
    await run(page);
    await page.locator('.result-window').getByText('"Latha Ganesh"').click();
    const names = page.getByRole('list', { name: 'What each source says of displayName' });
    await names.getByText('shown').waitFor();
    expect(await names.innerText()).toMatch(/CHAKRA displayName\s+shown\s+Latha Ganesh/);
    expect(await names.innerText()).toMatch(/VOLT_MX firstName lastName\s+says otherwise/);

    await page.getByRole('button', { name: /^email/ }).press('Enter');
    await page.getByRole('list', { name: 'What each source says of email' }).waitFor();
  },
  30_000 * PACE,
);

test(
  'a shared link opens its query, variables and operation, and runs nothing',
  async () => {
    const text =
      'query A { backends { name } }\nquery B($first: Int) { allUsers(first: $first) { totalCount } }';
    const { page } = await openGraphiql(explorer, shared(text, '{"first":3}', 'B'));
    expect(await query(page)).toBe(text);
    await page.locator('.graphiql-editor-tool').getByText('"first"').waitFor();
    await page.getByRole('tab').first().waitFor();
    expect(await page.locator('.result-window .view-line').allInnerTexts()).toEqual(['']);
  },
  30_000 * PACE,
);

test(
  'a query can be taken along as a link, for a shell and for JavaScript',
  async () => {
    const { page } = await openGraphiql(explorer, shared('{ backends { name } }'));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = async (name: string): Promise<string> => {
      await page.getByRole('button', { name }).click();
      await page.locator('.facet-toast', { hasText: 'copied' }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied('Copy as cURL')).toMatch(/^curl -s 'http:[^']+\/graphql'/);
    expect(await copied('Copy as JavaScript')).toMatch(/^const response = await fetch\("http:/);
    const link = await copied('Copy link');
    expect(new URL(link).searchParams.get('query')).toBe('{ backends { name } }');
  },
  30_000 * PACE,
);

test(
  'a write outside the sandbox is sent only by who says so',
  async () => {
    const { page } = await openGraphiql(explorer);
    await page.getByText('Real backends', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Add owners' }).click();
    await page.getByRole('tab', { name: 'UpdateOwners', selected: true }).waitFor();
    await page.locator('.graphiql-query-editor').getByText('updateOwners').first().waitFor();
    await untilTakenUp(page, 'updateOwners');
    const calls = () => explorer.sandbox.backend('EMERITUS').calls('updateOwner');
    const before = calls();
    await run(page);
    const dialog = page.getByRole('dialog', { name: 'Write real data?' });
    expect(await dialog.innerText()).toMatch(
      /updateOwners changes.*HAPTIK.*EMERITUS|updateOwners changes.*EMERITUS/s,
    );
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.result-window').getByText('Not sent: you said no.').waitFor();
    expect(calls()).toBe(before);

    await run(page);
    await dialog.getByRole('button', { name: 'Write it' }).click();
    await page.locator('.result-window').getByText('"outcomes"').waitFor();
    expect(calls()).toBeGreaterThan(before);
  },
  30_000 * PACE,
);

test(
  'the sandbox says that it is one, and asks nothing',
  async () => {
    const { page } = await openGraphiql(explorer, '/', {
      before: (it) =>
        it.route('**/explorer.json', (route) => route.fulfill({ json: { sandbox: true } })),
    });
    await page.getByText('Sandbox', { exact: true }).waitFor();
    const server = await page.getByRole('region', { name: 'Server' }).innerText();
    expect(server).toMatch(/HAPTIK_TRACT.*HAPTIK.*CHAKRA.*VOLT_MX.*EMERITUS/s);
  },
  30_000 * PACE,
);

test(
  'the query builder selects by check boxes, and documentation and builder name the sources',
  async () => {
    const { page } = await openGraphiql(explorer);
    await page.getByRole('button', { name: 'Show Query builder' }).click();
    await page.getByRole('button', { name: 'Fields of user', exact: true }).press('Enter');
    await page.getByRole('checkbox', { name: 'gender' }).press('Space');
    expect(await query(page)).toMatch(/^# One person.*jobTitle\s+}.*gender\s+}\s+}\s+$/s);
    expect(await page.locator('.facet-branch', { hasText: 'gender' }).innerText()).toContain(
      'CHAKRA › EMERITUS',
    );
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByRole('link', { name: 'Query', exact: true }).first().click();
    await page.getByRole('link', { name: 'User', exact: true }).first().click();
    await page.getByRole('link', { name: 'displayName', exact: true }).first().click();
    const docs = page.locator('.graphiql-doc-explorer');
    await docs.getByText('Sources, best first:').waitFor();
    expect(await docs.innerText()).toMatch(/CHAKRA \(displayName\) › EMERITUS \(name\) › HAPTIK/);
    expect(await violations(page)).toEqual([]);
  },
  40_000 * PACE,
);

test(
  'a tab is closed by the Delete key, and an example opened anew',
  async () => {
    const { page } = await openGraphiql(explorer);
    const tab = page.getByRole('tab', { name: 'PageThroughUsers' });
    await tab.press('Enter');
    await tab.and(page.getByRole('tab', { selected: true })).waitFor();
    await tab.press('Delete');
    await tab.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Everybody, page by page' }).press('Enter');
    await tab.waitFor();
    expect(await query(page)).toContain('allUsers');
  },
  30_000 * PACE,
);

test.each([
  ['a server that is stopped', null, /Facet does not answer: it was stopped/],
  ['a proxy that cannot reach it', 502, /502.* a web page: it cannot reach Facet/],
] as const)(
  '%s is told in words',
  async (_, status, words) => {
    const { page } = await openGraphiql(explorer);
    await page.route('**/graphql', (route) =>
      status === null
        ? route.abort()
        : route.fulfill({ status, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
    );
    await run(page);
    const panel = page.getByRole('region', { name: 'Last response' });
    await panel.locator('.facet-problem').waitFor();
    expect(await panel.innerText()).toMatch(words);
  },
  30_000 * PACE,
);

test(
  'the whole page comes in less than a megabyte',
  async () => {
    let bytes = 0;
    await openGraphiql(explorer, '/', {
      before: async (page) => {
        const network = await page.context().newCDPSession(page);
        await network.send('Network.enable');
        await network.send('Network.setCacheDisabled', { cacheDisabled: true });
        network.on('Network.loadingFinished', ({ encodedDataLength }) => {
          bytes += encodedDataLength;
        });
      },
    });
    expect(bytes).toBeGreaterThan(500_000);
    expect(bytes).toBeLessThan(1_000_000);
  },
  30_000 * PACE,
);

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const)(
  'at %i pixels, %s, no page has a barrier or is wider than the screen',
  async (width, colorScheme) => {
    const view = { width, colorScheme };
    const { page } = await openGraphiql(explorer, '/', view);
    await run(page);
    await page.getByText('saved:').waitFor();
    await page.getByText('What was planned').click();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);

    const { page: people } = await openPage(explorer, '/people?q=haptik-1001', view);
    await people.getByRole('heading', { name: 'History' }).waitFor();
    expect(await violations(people)).toEqual([]);
    expect(await people.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  },
  40_000 * PACE,
);
