import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examples } from '../../src/explorer/examples.ts';
import type { RunningServer } from '../../src/server/server.ts';
import { startStandIn } from './stand-in.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startStandIn(tmpdir());
});
afterAll(() => server.close());

test.each(examples)('the example $name is valid under the public schema', async (example) => {
  const { name: operationName, query, variables } = example;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operationName, query, variables }),
  });
  // Only what has passed validation has data, and be it null.
  expect(await response.json()).toHaveProperty('data');
});

test('every example says in a comment what it shows', () => {
  expect(examples.filter(({ query }) => !query.startsWith('# '))).toEqual([]);
});
