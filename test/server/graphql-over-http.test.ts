import { auditServer } from 'graphql-http';
import { expect, test } from 'vitest';
import { post, startStandIn } from './stand-in.ts';

test('passes all 61 checks of the GraphQL-over-HTTP audit', async () => {
  const { url } = await startStandIn();
  const results = await auditServer({
    url: `${url}/graphql`,
    fetchFn: (input: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      // The guard against cross-site requests stays on.
      headers.set('apollo-require-preflight', 'true');
      return fetch(input, { ...init, headers });
    },
  });
  expect(results.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(results).toHaveLength(61);
});

const NEW = 'application/graphql-response+json';
const OLD = 'application/json';

test.each([
  [undefined, 200, OLD],
  ['*/*', 200, OLD],
  ['application/*;q=0.8', 200, OLD],
  [OLD, 200, OLD],
  [NEW, 400, NEW],
  [`${NEW}, ${OLD};q=0.9`, 400, NEW],
  [`${NEW};q=0.5, ${OLD}`, 200, OLD],
  [`${OLD}, ${NEW}`, 200, OLD],
  [`${NEW}, ${OLD}`, 400, NEW],
])('an invalid document accepted as %s is a %i of %s', async (accept, status, type) => {
  const { url } = await startStandIn();
  const response = await post(
    url,
    { query: '{ unknown }' },
    accept === undefined ? {} : { accept },
  );
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain(type);
  expect(await response.json()).toMatchObject({ errors: [{ locations: [{ line: 1 }] }] });
});

test('a request without a query stays a 400 as application/json', async () => {
  const { url } = await startStandIn();
  const response = await post(url, { operationName: 'Nothing' }, { accept: OLD });
  expect(response.status).toBe(400);
});

test('a bare GET is stopped as a possible cross-site request', async () => {
  const { url } = await startStandIn();
  const response = await fetch(`${url}/graphql?query={greet(name:"you")}`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('Cross-Site Request Forgery');
});

test('a list of requests is refused', async () => {
  const { url } = await startStandIn();
  const response = await post(url, [{ query: '{ slow }' }, { query: '{ slow }' }]);
  expect(response.status).toBe(400);
});

test('a name of an operation that is empty is none', async () => {
  const { url } = await startStandIn();
  for (const query of ['{ slow }', 'query One { slow }']) {
    const response = await post(url, { query, operationName: '' });
    expect(await response.json()).toEqual({ data: { slow: 'done' } });
  }
  const several = 'query One { slow } query Two { slow }';
  const { errors } = await (await post(url, { query: several, operationName: '' })).json();
  expect(errors[0].message).toContain('operation name');
});
