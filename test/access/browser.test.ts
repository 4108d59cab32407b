import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from '#access';
import { launchBrowser } from '../explorer/browser.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { PACE } from '../pace.ts';
import { caller, sharedCallersFile, yamlOf } from './credentials.ts';

/** Web sites by other names than Facet's, whose pages call it. */
const LISTED = 'app.test';
const FOREIGN = 'elsewhere.test';

const desk = caller(
  'desk',
  '{ scopes: [users:read, users:contact], limits: { requestsPerMinute: 1000 } }',
);

const started = new AsyncDisposableStack();
let facet: TestFacet;
let browser: Browser;
let port: number;

beforeAll(async () => {
  const site = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>App</title>'),
  );
  await once(site.listen(0, '127.0.0.1'), 'listening');
  started.defer(() => void site.close());
  ({ port } = site.address() as AddressInfo);
  const file = sharedCallersFile(yamlOf(desk));
  started.defer(file.remove);
  const environment = {
    CALLERS_FILE: file.path,
    CORS_ORIGINS: `http://${LISTED}:${port}`,
  };
  facet = started.adopt(await startTestFacet({ people: true, environment }), async (it) =>
    it.close(),
  );
  browser = started.adopt(await launchBrowser([LISTED, FOREIGN]), async (it) => it.close());
}, 90_000 * PACE);
afterAll(async () => started.disposeAsync());

async function openPage(name: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`http://${name}:${port}/`);
  return page;
}

const QUERY = '{ user(by: { haptikUserId: "haptik-1001" }) { displayName email } }';

/** What a page's own code gets of an answer; `null` when the browser withholds it. */
const askFrom = async (page: Page, headers: Readonly<Record<string, string>>, method = 'POST') =>
  page.evaluate(
    async ({ url, query, headers: sent, method: by }) => {
      const isGet = by === 'GET';
      const asked = isGet ? `?${new URLSearchParams({ query }).toString()}` : '';
      try {
        const response = await fetch(url + asked, {
          method: by,
          headers: { 'content-type': 'application/json', ...sent },
          ...(!isGet && { body: JSON.stringify({ query }) }),
        });
        return {
          status: response.status,
          limit: response.headers.get('ratelimit-policy'),
          body: await response.json(),
        };
      } catch {
        return null;
      }
    },
    { url: `${facet.url}/graphql`, query: QUERY, headers, method },
  );

test.each(['POST', 'GET'])(
  'a page of a listed origin reads people by %s with a key, after a preflight that shows none',
  async (method) => {
    const page = await openPage(LISTED);
    expect(await askFrom(page, desk.headers, method)).toEqual({
      status: 200,
      limit: '"requests";q=1000;w=60',
      body: { data: { user: { displayName: 'Latha Ganesh', email: 'latha.ganesh@example.com' } } },
    });
    await page.close();
  },
  60_000 * PACE,
);

test(
  'it reads why it is refused without a key, or with one that nobody has',
  async () => {
    const page = await openPage(LISTED);
    const refused = {
      status: 401,
      limit: null,
      body: { errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] },
    };
    expect(await askFrom(page, {})).toEqual(refused);
    expect(await askFrom(page, { authorization: `Bearer ${newKey()}` })).toEqual(refused);
    await page.close();
  },
  60_000 * PACE,
);

test(
  'a page of another origin reads nothing, and has nothing asked, even with a key',
  async () => {
    const page = await openPage(FOREIGN);
    await facet.sandbox.reset();
    expect(await askFrom(page, desk.headers)).toBeNull();
    expect(await askFrom(page, {})).toBeNull();
    expect(facet.sandbox.calls()).toEqual({});
    await page.close();
  },
  60_000 * PACE,
);
