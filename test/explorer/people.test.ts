import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACE } from '../pace.ts';
import { type Explorer, openPage, query, startExplorer } from './explorer.ts';

let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer();
}, 90_000 * PACE);

afterAll(() => explorer?.close());

test(
  'a person is found by whatever identifies them, and shown with what each backend says',
  async () => {
    const { page, complaints, hosts } = await openPage(explorer, '/people');
    await page.getByRole('searchbox').fill('haptik-1001');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Latha Ganesh' }).waitFor();
    await page.getByText('Found as: User id at HAPTIK_TRACT').waitFor();

    const row = page.getByRole('row', { name: /^Family name/ });
    expect(await row.innerText()).toMatch(/Ganesh\s+CHAKRA comes first for this field/);
    expect(await row.getByRole('cell').allInnerTexts()).toContainEqual(
      expect.stringMatching(/Ganesan\s+\(says otherwise\)/),
    );
    const all = await page.getByRole('row').count();
    await page.getByRole('checkbox', { name: /Only where backends differ/ }).check();
    expect(await page.getByRole('row').count()).toBeLessThan(all);
    expect(await page.getByRole('region', { name: 'History' }).getByRole('listitem').count()).toBe(
      5,
    );
    expect(complaints).toEqual([]);
    expect(hosts).toEqual(new Set([new URL(explorer.facet.url).host]));

    await page.getByRole('link', { name: 'Open the query behind this page' }).click();
    await page.locator('.graphiql-query-editor').getByText('provenance').waitFor();
    expect(await query(page)).toMatch(/^query Person\(\$by: UserBy!\)/);
  },
  40_000 * PACE,
);

test.each(['9763caa1-cef3-497f-b3b2-f551456b2831', 'facetauth1001', '9117786204812949329'])(
  'the kind of %s is guessed',
  async (text) => {
    const { page } = await openPage(explorer, `/people?q=${text}`);
    await page.getByRole('heading', { name: 'Latha Ganesh' }).waitFor();
    expect(await page.getByText(/^Found as: /).count()).toBe(1);
  },
  30_000 * PACE,
);

test(
  'an e-mail address is looked for among everybody, when that is wanted',
  async () => {
    explorer.sandbox.resetLogs();
    const { page } = await openPage(explorer, '/people?q=Latha.Ganesh@example.com');
    const wanted = page.getByRole('button', { name: 'Look through everybody' });
    await wanted.waitFor();
    expect(explorer.sandbox.calls()).toEqual({});
    await wanted.click();
    await page.getByRole('heading', { name: 'Latha Ganesh' }).waitFor();
    expect(explorer.sandbox.backend('CHAKRA').calls()).toBeGreaterThan(1);
  },
  60_000 * PACE,
);

test(
  'nobody and a mistake are told in words',
  async () => {
    const { page } = await openPage(explorer, '/people?q=nobody-at-all');
    await page.getByText('Nobody is known by this.').waitFor();
    await page.getByRole('combobox').selectOption('voltMxId');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.locator('.facet-problem').waitFor();
    expect(await page.locator('.facet-problem').innerText()).toMatch(/whole number/);
  },
  30_000 * PACE,
);
