import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { post, startStandIn } from './stand-in.ts';

const GREET = 'query Greet($name: String!) { greet(name: $name) }';

/** By an extension that says nothing Apollo is asked over HTTP. */
const OVER_HTTP = { extensions: {} };

const BODIES: Readonly<Record<string, object>> = {
  'a query': { query: '{ greet(name: "Latha") }' },
  'a query with variables': { query: GREET, variables: { name: 'இலதா' } },
  'a query with what is null': {
    query: '{ context }',
    variables: null,
    operationName: null,
  },
  'one of two operations': {
    query: 'query One { context } query Two { greet(name: "Two") }',
    operationName: 'Two',
  },
  'an operation that there is not': { query: 'query One { context }', operationName: 'Two' },
  'two operations without a name': { query: 'query One { context } query Two { context }' },
  'a document that does not parse': { query: '{ greet(' },
  'a field that there is not': { query: '{ unknown }' },
  'a variable that does not fit': { query: GREET, variables: { name: 1 } },
  'a variable that is missing': { query: GREET },
  'a fragment alone': { query: 'fragment Part on Query { context }' },
  'a subscription': { query: 'subscription { context }' },
  'an empty query': { query: '' },
  'a query that is no text': { query: 1 },
  'a parsed query': { query: { kind: 'Document' } },
  'variables in a list': { query: '{ context }', variables: [] },
  'variables as a text': { query: '{ context }', variables: '{}' },
  'a name that is no text': { query: '{ context }', operationName: 1 },
  'a long query': { query: `{ context } #${'x'.repeat(20_000)}` },
};

async function answerTo(
  url: string,
  body: object,
  accept: string,
): Promise<readonly [number, string | null, string]> {
  const answer = await post(url, body, { accept });
  return [answer.status, answer.headers.get('content-type'), await answer.text()];
}

for (const [what, body] of Object.entries(BODIES)) {
  for (const type of ['application/json', 'application/graphql-response+json']) {
    test(`${what} is answered as ${type} alike, executed as it is or read from HTTP by Apollo`, async () => {
      const { url } = await startStandIn({ report: () => undefined });
      const general = await answerTo(url, { ...body, ...OVER_HTTP }, type);
      // The second time its hash is known.
      expect(await answerTo(url, body, type)).toEqual(general);
      expect(await answerTo(url, body, type)).toEqual(general);
    });
  }
}

test('an operation that fails where nobody expects it is told alike', async () => {
  const reported: unknown[] = [];
  const { url } = await startStandIn({
    report: (error) => void reported.push(error),
    listener: {
      willSendResponse: async () => Promise.reject(new Error('unexpected')),
    },
  });
  const body = BODIES['a query'] ?? {};
  const plain = await answerTo(url, body, 'application/json');
  expect(plain).toEqual(await answerTo(url, { ...body, ...OVER_HTTP }, 'application/json'));
  expect(plain[0]).toBe(500);
  expect(reported.map(String)).toEqual(['Error: unexpected', 'Error: unexpected']);
});

const persisted = (query: string) => ({
  extensions: {
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
  },
});

test('a text that was only sent cannot be asked for by its hash, one that was registered can', async () => {
  const { url } = await startStandIn();
  const query = '{ greet(name: "Latha") }';
  const greeting = { data: { greet: 'Hello, Latha' } };
  expect(await (await post(url, { query })).json()).toEqual(greeting);
  expect(await (await post(url, persisted(query))).json()).toMatchObject({
    errors: [{ message: 'PersistedQueryNotFound' }],
  });
  expect(await (await post(url, { query, ...persisted(query) })).json()).toEqual(greeting);
  expect(await (await post(url, persisted(query))).json()).toEqual(greeting);
});

test('nobody can ask for a text that another one has sent', async () => {
  const { url } = await startStandIn();
  expect((await post(url, { query: '{ greet(name: "Latha") }' })).status).toBe(200);
  for (const sha256Hash of ['1', ':1', 'sent:1', 'apq:1', 'undefined:1']) {
    const answer = await post(url, { extensions: { persistedQuery: { version: 1, sha256Hash } } });
    expect(await answer.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound' }] });
  }
});
