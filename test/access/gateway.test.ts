import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from '#access';
import { startApolloGateway } from '../../examples/federation/apollo-gateway.ts';
import { composeSupergraph } from '../../examples/federation/supergraph.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { caller, sharedCallersFile, yamlOf } from './credentials.ts';

const reader = caller('reader');
const desk = caller('desk', '{ scopes: [users:read, users:contact] }');
/** With this the schema is composed. */
const build = caller('build', '{ scopes: [users:read, ops:read] }');

const started = new AsyncDisposableStack();
let facet: TestFacet;
let gateway: string;
let supergraph: string;

beforeAll(async () => {
  const file = sharedCallersFile(yamlOf(reader, desk, build));
  started.defer(file.remove);
  const environment = { CALLERS_FILE: file.path, INTROSPECTION: '0' };
  facet = started.adopt(await startTestFacet({ people: true, environment }), async (it) =>
    it.close(),
  );
  supergraph = await composeSupergraph({ facet: `${facet.url}/graphql` }, build.headers);
  const { url } = started.adopt(await startApolloGateway(supergraph), async (it) => it.close());
  gateway = url;
});
afterAll(async () => started.disposeAsync());

const QUERY = '{ user(by: { haptikUserId: "haptik-1001" }) { displayName email } }';

async function ask(headers: Readonly<Record<string, string>>) {
  const response = await fetch(gateway, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: QUERY }),
  });
  return (await response.json()) as {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
  };
}

const codes = ({ errors = [] }: Awaited<ReturnType<typeof ask>>) =>
  errors.map(({ extensions }) => extensions['code']);

test('a gateway reads the rules of access in the schema', () => {
  expect(supergraph).toMatch(
    /^ +email: EmailAddress .*@requiresScopes\(scopes: \[\["users:contact"\]\]\)/m,
  );
});

test('a caller gets through a gateway what Facet gives it', async () => {
  expect(await ask(desk.headers)).toEqual({
    data: { user: { displayName: 'Latha Ganesh', email: 'latha.ganesh@example.com' } },
  });
});

test('a caller gets no more through a gateway', async () => {
  const answer = await ask(reader.headers);
  expect(answer.data).toEqual({ user: { displayName: 'Latha Ganesh', email: null } });
  expect(codes(answer)).toEqual(['FORBIDDEN']);
});

test.each([
  ['no credentials', {}],
  ['a key that nobody has', { authorization: `Bearer ${newKey()}` }],
])('who shows %s to a gateway gets nothing', async (_what, headers) => {
  await facet.sandbox.reset();
  const answer = await ask(headers);
  expect(answer.data?.['user'] ?? null).toBeNull();
  expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
  expect(facet.sandbox.calls()).toEqual({});
});
