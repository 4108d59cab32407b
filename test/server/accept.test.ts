import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestFacet } from '../facet.ts';
import { startTestFacet } from '../facet.ts';
import { sendRaw } from './raw.ts';
import { post, startStandIn } from './stand-in.ts';

const NEW = 'application/graphql-response+json';
const OLD = 'application/json';

describe('a caller that takes no response of GraphQL', () => {
  let facet: TestFacet;
  beforeAll(async () => {
    facet = await startTestFacet();
  });
  afterAll(async () => facet.close());
  beforeEach(() => facet.sandbox.resetLogs());

  test.each([
    'text/event-stream',
    'text/html',
    'text/*',
    'multipart/mixed',
    'multipart/mixed;deferSpec=20220824',
    'image/avif,image/webp',
    'application/xml',
    'application/json;q=0',
    'application/json; q=0.000, application/graphql-response+json;Q=0',
    '*/*;q=0',
    'application/*;q=0, text/html',
    'application/json;charset=iso-8859-1',
    'application/json-seq',
    'json',
    'application/json q=1',
    ',',
  ])('is refused before anything is written: %s', async (accept) => {
    const response = await createUser(facet.url, accept);
    expect(response.status).toBe(406);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringContaining(NEW), extensions: { code: 'INVALID_INPUT' } }],
    });
    expect(facet.sandbox.calls()).toEqual({});
    expect(await facet.registry.count(null)).toBe(0);
  });
});

test.each([
  ['application/json;v=2', OLD],
  ['application/json;version=1;q=0.4', OLD],
  ['application/json; profile="a, b; q=0"', OLD],
  ['application/json;charset=utf-8', OLD],
  ['application/json;charset="UTF-8"', OLD],
  ['APPLICATION/JSON;Charset=UTF8', OLD],
  [`${NEW};charset=utf-8;v=3`, NEW],
  ['application/*', OLD],
  ['text/html, */*;q=0.1', OLD],
  ['', OLD],
  [`${OLD};q=0, */*`, NEW],
  [`${OLD};q=0.5, ${NEW};q=0.6`, NEW],
  [`${NEW}, application/graphql+json, ${OLD}, text/event-stream, multipart/mixed`, NEW],
  [`multipart/mixed;deferSpec=20220824,${NEW},${OLD};q=0.9`, NEW],
])('of %s the response is %s', async (accept, type) => {
  const { url } = await startStandIn();
  const response = await post(url, { query: '{ slow }' }, { accept });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
  expect(await response.json()).toEqual({ data: { slow: 'done' } });
});

test('a refusal is of the type that the caller prefers', async () => {
  const { url } = await startStandIn();
  for (const [accept, type] of [
    [NEW, NEW],
    [`${OLD}, ${NEW};q=0.5`, OLD],
  ] as const) {
    for (const body of ['no JSON', `"${'x'.repeat(300_000)}"`, '[]']) {
      const response = await post(url, body, { accept });
      expect(response.headers.get('content-type')).toContain(type);
    }
  }
});

test('several Accept headers are one list', async () => {
  const { url } = await startStandIn();
  const head = ['Host: localhost', 'Accept: text/html', `Accept: ${NEW}`, 'Connection: close'];
  const request = ['GET /graphql?query={slow} HTTP/1.1', ...head].join('\r\n');
  const response = await sendRaw(url, `${request}\r\n\r\n`);
  expect(response.headers.get('content-type')).toContain(NEW);
});

function createUser(url: string, accept: string) {
  const query = 'mutation { createUser(input: { displayName: "Ada" }) { user { id } } }';
  return post(url, { query }, { accept });
}
