import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestFacet } from '../facet.ts';
import { startStandIn } from './stand-in.ts';

const NEW = 'application/graphql-response+json';

test.each([
  { accept: NEW },
  { accept: 'application/json' },
  { accept: `${NEW}, application/json;q=0.9, */*;q=0.1` },
  { 'apollo-require-preflight': 'true' },
  { 'x-apollo-operation-name': 'Slow' },
  { 'content-type': 'application/json' },
])('a query by GET passes with %j, for its caller to keep', async (headers) => {
  const { url } = await startStandIn();
  const response = await get(url, { query: '{ slow }' }, headers);
  expect(await response.json()).toEqual({ data: { slow: 'done' } });
  expect(response.headers.get('cache-control')).toBe('private');
  const vary = response.headers.get('vary')?.toLowerCase().split(', ');
  expect(vary).toEqual(expect.arrayContaining(['accept', 'authorization', 'origin']));
});

test.each([
  {},
  { accept: '*/*' },
  { accept: 'application/*' },
  { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' },
  { accept: 'application/json;q=0, */*' },
  { 'apollo-require-preflight': '' },
])(
  'one that a page or a link could send, with %j, is told which header to add',
  async (headers) => {
    let executed = 0;
    const { url } = await startStandIn({ createContext: () => ({ executed: (executed += 1) }) });
    const response = await get(url, { query: '{ slow }' }, headers);
    expect(response.status).toBe(400);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { errors } = await response.json();
    expect(errors[0].message).toMatch(
      /graphql-response\+json.*Accept header.*apollo-require-preflight/,
    );
    expect(executed).toBe(0);
  },
);

test('a form cannot make a GET pass by its content type', async () => {
  const { url } = await startStandIn();
  for (const type of ['text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded']) {
    const response = await get(url, { query: '{ slow }' }, { 'content-type': type });
    expect([400, 415]).toContain(response.status);
  }
});

test('variables are read as the JSON that they are, in any script', async () => {
  const { url } = await startStandIn();
  const response = await get(
    url,
    {
      query: 'query ($name: String!) { greet(name: $name) }',
      variables: JSON.stringify({ name: 'Zoë 100% + 李' }),
    },
    { accept: NEW },
  );
  expect(await response.json()).toEqual({ data: { greet: 'Hello, Zoë 100% + 李' } });
});

test.each(['%E9', '%', '%u00e9', '%C3'])('a query string with %s is no UTF-8', async (bytes) => {
  const { url } = await startStandIn();
  const response = await fetch(`${url}/graphql?query={greet(name:"${bytes}")}`, {
    headers: { accept: NEW },
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('percent-encoded UTF-8');
});

test('a mutation by GET is refused and makes no call', async () => {
  const facet = await startTestFacet();
  const query = 'mutation { createUser(input: { displayName: "Ada" }) { user { id } } }';
  for (const headers of [{ accept: NEW }, { accept: 'application/json' }]) {
    const response = await get(facet.url, { query }, headers);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'INVALID_INPUT' } }],
    });
  }
  expect(facet.sandbox.calls()).toEqual({});
  await facet.close();
});

test('a persisted query is registered with its text and then asked for by its hash', async () => {
  const facet = await startTestFacet();
  const query = '{ backends { backend } }';
  const hash = createHash('sha256').update(query).digest('hex');
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } });
  const ask = async (more: Record<string, string>) =>
    (await get(facet.url, { ...more, extensions }, { accept: NEW })).json();

  // The words by which clients know that they have to send the text.
  expect(await ask({})).toEqual({
    errors: [
      { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
    ],
  });
  const answer = { data: { backends: expect.any(Array) } };
  expect(await ask({ query })).toEqual(answer);
  expect(await ask({})).toEqual(answer);
  expect(await ask({ query: '{ __typename }' })).toMatchObject({
    errors: [{ extensions: { code: 'INVALID_INPUT' } }],
  });
  expect(facet.reported).toEqual([]);
  await facet.close();
});

function get(url: string, parameters: Record<string, string>, headers: Record<string, string>) {
  return fetch(`${url}/graphql?${new URLSearchParams(parameters)}`, { headers });
}

test('a name of an operation, variables and extensions that are empty are none', async () => {
  const { url } = await startStandIn();
  const greeting = 'query ($name: String! = "you") { greet(name: $name) }';
  for (const blanks of [
    { operationName: '' },
    { variables: '', operationName: '', extensions: '' },
  ]) {
    for (const parameters of [
      { query: greeting, ...blanks },
      { ...blanks, query: greeting },
    ]) {
      const response = await get(url, parameters, { accept: NEW });
      expect(await response.json()).toEqual({ data: { greet: 'Hello, you' } });
    }
  }
});
