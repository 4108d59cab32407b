import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from '#access';
import { PACE } from '../pace.ts';
import { type Explorer, openPage, startExplorer, violations } from './explorer.ts';

const KEY = newKey();
let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer({ API_KEYS: KEY });
}, 90_000 * PACE);

afterAll(() => explorer?.close());

test(
  'GraphiQL asks for a key where Facet wants one, and keeps it in its tab',
  async () => {
    const { page } = await openPage(explorer, '/');
    const field = page.getByLabel('Key or token');
    await field.waitFor();
    expect(await violations(page)).toEqual([]);
    await field.fill(newKey());
    await page.keyboard.press('Enter');
    await page.getByText('This key is not accepted.').waitFor();
    await field.fill(KEY);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Execute query/ }).waitFor();
    await page.getByRole('button', { name: 'Forget the key' }).waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(KEY);

    await page.goto(`${explorer.facet.url}/people?q=haptik-1001`);
    await page.getByRole('heading', { name: 'Latha Ganesh' }).waitFor();
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await field.waitFor();

    const { page: another } = await openPage(explorer, '/people');
    await another.getByLabel('Key or token').waitFor();
  },
  60_000 * PACE,
);
