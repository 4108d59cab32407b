import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser } from '../explorer/browser.ts';
import type { TestFacet } from '../facet.ts';
import { startTestFacet } from '../facet.ts';
import { PACE } from '../pace.ts';

/** Web pages of others, in a real browser: all their names lead to this machine. */
let pages: Server;
let facet: TestFacet;
let browser: Browser;

beforeAll(async () => {
  pages = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>A page</title>');
  }).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const environment = { CORS_ORIGINS: originOf('app.example'), HAPTIK_HOOK_SECRET: 'a secret' };
  facet = await startTestFacet({ environment });
  browser = await launchBrowser(['app.example', 'evil.example', 'rebound.example']);
}, 60_000 * PACE);

afterAll(async () => {
  await browser?.close();
  await facet?.close();
  pages.close();
});

beforeEach(() => facet.sandbox.resetLogs());

const CREATE = JSON.stringify({
  query: 'mutation { createUser(input: { displayName: "Ada" }) { user { id } } }',
});
const HEADERS = {
  'content-type': 'application/json',
  authorization: 'Bearer key',
  'apollo-require-preflight': 'true',
  'x-apollo-operation-name': 'Backends',
  'x-facet-trace': '1',
  'cache-control': 'no-cache',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

test(
  'a page of a listed origin asks by POST and by GET, with the headers that clients send',
  async () => {
    const page = await open(`${originOf('app.example')}/`);
    const body = JSON.stringify({ query: '{ backends { backend } }' });
    const answer = { data: { backends: expect.any(Array) } };
    for (const credentials of ['omit', 'include'] as const) {
      expect(
        await read(page, '/graphql', { method: 'POST', headers: HEADERS, body, credentials }),
      ).toMatchObject(answer);
    }
    const accept = 'application/graphql-response+json';
    const search = '/graphql?query={backends{backend}}';
    expect(await read(page, search, { headers: { accept } })).toMatchObject(answer);
  },
  30_000 * PACE,
);

test(
  'a page of another origin reads nothing, and nothing that it sends does anything',
  async () => {
    const page = await open(`${originOf('evil.example')}/`);
    const json = { method: 'POST', headers: HEADERS, body: CREATE };
    expect(await read(page, '/graphql', json)).toBe('TypeError');
    expect(await read(page, '/graphql', { method: 'POST', body: CREATE })).toBe('TypeError');
    // What needs no preflight arrives, and its response cannot be read.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const headers = { 'content-type': type };
      await read(page, '/graphql', { method: 'POST', mode: 'no-cors', headers, body: CREATE });
    }
    const search = '/graphql?query={users(by:[]){id}}';
    await read(page, search, { mode: 'no-cors', headers: { accept: 'application/json' } });
    await read(page, '/hooks/haptik/create-user', { method: 'POST', mode: 'no-cors', body: '{}' });
    await nothingHappened();
  },
  30_000 * PACE,
);

test(
  'a form of another origin does nothing',
  async () => {
    const page = await open(`${originOf('evil.example')}/`);
    const response = page.waitForResponse(`${facet.url}/graphql`);
    await page.evaluate(
      ([action, body]) => {
        const form = document.createElement('form');
        Object.assign(form, { action, method: 'POST', enctype: 'text/plain' });
        const field = document.createElement('input');
        Object.assign(field, { name: body?.slice(0, -1), value: '}' });
        form.append(field);
        document.body.append(form);
        form.submit();
      },
      [`${facet.url}/graphql`, CREATE] as const,
    );
    expect((await response).status()).toBe(403);
    await nothingHappened();
  },
  30_000 * PACE,
);

test(
  'a page whose name was made to mean this machine reads nothing and does nothing',
  async () => {
    const rebound = `http://rebound.example:${new URL(facet.url).port}`;
    const page = await browser.newPage();
    const response = await page.goto(`${rebound}/`);
    expect(response?.status()).toBe(421);
    // The browser takes both for the same origin.
    const status = await page.evaluate(
      async ([url, body]) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(url, { method: 'POST', headers, body })).status;
      },
      [`${rebound}/graphql`, CREATE] as const,
    );
    expect(status).toBe(421);
    await page.close();
    await nothingHappened();
  },
  30_000 * PACE,
);

test(
  'GraphiQL cannot be shown inside another page',
  async () => {
    const page = await open(`${originOf('evil.example')}/`);
    const complaint = page.waitForEvent('console', {
      predicate: (message) => /frame-ancestors|Refused|refused/.test(message.text()),
    });
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = `${url}/`;
      document.body.append(frame);
    }, facet.url);
    expect((await complaint).text()).toContain('frame-ancestors');
  },
  30_000 * PACE,
);

const originOf = (name: string) => `http://${name}:${(pages.address() as AddressInfo).port}`;

async function open(url: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  return page;
}

interface Call {
  readonly method?: string;
  readonly mode?: 'no-cors';
  readonly credentials?: 'omit' | 'include';
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** What a page gets of Facet: the JSON, `''` where it cannot be read, the name of an error where nothing comes. */
function read(page: Page, path: string, init: Call): Promise<unknown> {
  return page.evaluate(
    async ([url, options]) => {
      try {
        const text = await (await fetch(url, options)).text();
        return text === '' ? '' : JSON.parse(text);
      } catch (error) {
        return error instanceof Error ? error.name : String(error);
      }
    },
    [`${facet.url}${path}`, init] as const,
  );
}

async function nothingHappened(): Promise<void> {
  expect(facet.sandbox.calls()).toEqual({});
  expect(await facet.registry.count(null)).toBe(0);
}
