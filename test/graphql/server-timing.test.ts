import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, enter } from './person.ts';

let facet: TestFacet;
let asha: Entered;

beforeAll(async () => {
  facet = await startTestFacet({ environment: { CORS_ORIGINS: 'https://app.example' } });
  asha = await enter(facet);
});
afterAll(() => facet.close());

const ask = async (query: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${facet.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables: { id: asha.id } }),
  });

const QUERY = 'query ($id: ID!) { user(by: { id: $id }) { bio age } }';

describe('Server-Timing', () => {
  it.each(['1', 'calls'])(
    'tells the calls of each backend when they are asked for: %s',
    async (traced) => {
      const { headers } = await ask(QUERY, { 'x-facet-trace': traced });
      expect(headers.get('server-timing')?.split(/, (?=[A-Z])/)).toEqual([
        expect.stringMatching(/^total;dur=\d+\.\d$/),
        'CHAKRA;desc="user 1"',
        'EMERITUS;desc="profile 1"',
      ]);
    },
  );

  it('names no backend where none was called, and comes to those alone who ask', async () => {
    const none = await ask('{ __typename }', { 'x-facet-trace': '1' });
    expect(none.headers.get('server-timing')).toMatch(/^total;dur=\d+\.\d$/);
    expect((await ask(QUERY, {})).headers.get('server-timing')).toBeNull();
  });

  it('can be read by a page of another origin that may call', async () => {
    const { headers } = await ask(QUERY, { origin: 'https://app.example', 'x-facet-trace': '1' });
    expect(headers.get('access-control-expose-headers')).toContain('Server-Timing, ');
  });
});
