import { afterAll, beforeAll, expect, test } from 'vitest';
import { examples, traceHeaders } from '../../src/explorer/examples.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ people: true });
});

afterAll(() => facet.close());

test.each(examples)('the example $name works against the sandbox', async (example) => {
  const answer = await facet.query(example.query, example.variables, traceHeaders);
  expect(answer.errors).toBeUndefined();
  expect(JSON.stringify(answer.data)).not.toContain('FAILED');
  expect(Object.values(answer.data ?? {})).not.toContain(null);
  expect(answer.extensions).toHaveProperty('backendCalls');
});

test('every example says in a comment what it shows', () => {
  expect(examples.filter(({ query }) => !query.startsWith('# '))).toEqual([]);
});
