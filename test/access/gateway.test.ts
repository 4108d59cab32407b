import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApolloGateway } from '../../examples/federation/apollo-gateway.ts';
import { composeSupergraph } from '../../examples/federation/supergraph.ts';
import { type Entered, enter } from '../graphql/person.ts';
import { type CalledFacet, type TestCaller, startFacetForCallers } from './callers.ts';

const started = new AsyncDisposableStack();
const READER: TestCaller = { scopes: ['users:read'] };

let facet: CalledFacet;
let asha: Entered;
let supergraph: string;
let gatewayUrl: string;

beforeAll(async () => {
  facet = started.adopt(await startFacetForCallers(), async (part) => part.close());
  asha = await enter(facet);
  supergraph = await composeSupergraph({ facet: `${facet.url}/graphql` }, facet.headersOf(READER));
  const gateway = started.adopt(await startApolloGateway(supergraph), async (part) => part.close());
  gatewayUrl = gateway.url;
});
afterAll(async () => started.disposeAsync());

async function through(headers: Readonly<Record<string, string>>): Promise<unknown> {
  const query = `{ user(by: { id: "${asha.id}" }) { displayName email } }`;
  const response = await fetch(gatewayUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

it('tells gateways its rules where callers show credentials', () => {
  expect(supergraph).toMatch(
    /^ +email: EmailAddress .*@requiresScopes\(scopes: \[\["users:contact"\]\]\)/m,
  );
});

it('enforces them behind a gateway that passes on who asks', async () => {
  expect(await through(facet.headersOf(READER))).toMatchObject({
    data: { user: { displayName: 'Asha of Chakra', email: null } },
    errors: [
      {
        path: ['user', 'email'],
        extensions: { code: 'FORBIDDEN', missingScopes: ['users:contact'] },
      },
    ],
  });
  const all = { scopes: ['users:read', 'users:contact'] } as const;
  expect(await through(facet.headersOf(all))).toEqual({
    data: { user: { displayName: 'Asha of Chakra', email: 'primary@chakra.example' } },
  });
  expect(await through({})).toMatchObject({ data: { user: null } });
});
