import { afterAll, beforeAll, expect, test } from 'vitest';
import { examplesFor } from '../../src/explorer/examples.ts';
import { identifierNames, identifierOf } from '../../src/explorer/identifiers.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';

const LATHA = {
  id: 'user_00000000000000000000000000',
  accounts: [{ backend: 'CHAKRA', ref: '9763caa1-cef3-497f-b3b2-f551456b2831' }],
};

let facet: TestFacet;

beforeAll(async () => {
  facet = await startTestFacet({ people: true });
});

afterAll(() => facet.close());

test.each(examplesFor(LATHA))('the example $name works against the sandbox', async (example) => {
  const answer = await facet.query(example.query, example.variables);
  expect(answer.errors).toBeUndefined();
  expect(JSON.stringify(answer.data)).not.toContain('FAILED');
  expect(Object.values(answer.data ?? {})).not.toContain(null);
});

test.each(examplesFor(null))(
  'the example $name is no mistake where nobody is known',
  async (example) => {
    const { errors } = await facet.query(example.query, example.variables);
    expect(errors).toBeUndefined();
  },
);

test('every example says in a comment what it shows', () => {
  expect(examplesFor(LATHA).filter(({ query }) => !query.startsWith('# '))).toEqual([]);
});

test('a person is named as a backend does, whichever it is, and by Facet’s own id without an account', () => {
  const { id } = LATHA;
  const account = { backend: 'EMERITUS', ref: 'one', corpId: 'academy' };
  expect(identifierOf({ id, accounts: [account] })).toEqual({
    emeritus: { corpId: 'academy', userId: 'one' },
  });
  expect(identifierOf({ id, accounts: [] })).toEqual({ id });
});

test('every key of UserBy is a way to look a person up', async () => {
  const { data } = await facet.query('{ __type(name: "UserBy") { inputFields { name } } }');
  const fields: readonly { name: string }[] = Object(data?.['__type'])['inputFields'];
  expect(new Set(identifierNames)).toEqual(new Set(fields.map(({ name }) => name)));
});
