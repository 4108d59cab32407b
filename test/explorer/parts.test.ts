import { execFileSync } from 'node:child_process';
import { Kind, buildSchema, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { notGraphql } from '../../src/explorer/api/problem.ts';
import { readTrace } from '../../src/explorer/api/trace.ts';
import { textOf, toggled } from '../../src/explorer/builder/edit.ts';
import { shareLink, sharedQuery } from '../../src/explorer/graphiql/share-link.ts';
import { asCurl } from '../../src/explorer/graphiql/snippets.ts';
import { withSources } from '../../src/explorer/graphiql/sources-in-docs.ts';
import { writeQuestion } from '../../src/explorer/graphiql/write-question.ts';
import { valueAt, valuesIn } from '../../src/explorer/panel/response-values.ts';
import { outcome } from '../../src/explorer/panel/words.ts';
import { why } from '../../src/explorer/people/why.ts';

test('a cURL command hands a shell exactly what was written, quotes and dollars too', () => {
  const query = `{ user(by: { id: "it's $HOME \`x\` \\"y\\"" }) { id } }`;
  const headers = { authorization: "Bearer 'a' $(b)" };
  const command = asCurl({
    url: 'http://h/graphql',
    headers,
    request: { query, variables: { a: 1 } },
  });
  // The shell's own word on what curl would be given.
  const words = command.replace(/^curl/, String.raw`printf '%s\0'`);
  const given = execFileSync('sh', ['-c', words], { encoding: 'utf8' }).split('\0');
  expect(given).toContain("authorization: Bearer 'a' $(b)");
  expect(JSON.parse(given.at(-2) ?? '')).toEqual({ query, variables: { a: 1 } });
});

test('a link brings back what was shared, and variables that are no JSON yet as they are', () => {
  const shared = { query: '{ a(b: "&=#ä") }', variables: '{\n  "c": 1\n}', operationName: 'A' };
  expect(sharedQuery(new URL(shareLink('http://h/people', shared)).search)).toEqual(shared);
  const draft = { ...shared, variables: '{ "c": ' };
  expect(sharedQuery(new URL(shareLink('http://h/', draft)).search)).toEqual(draft);
  expect(sharedQuery('')).toBeNull();
});

describe('what a request would write', () => {
  const row = { name: '', status: 'OK', creates: false, updates: false };
  const backends = [
    { ...row, backend: 'HAPTIK', creates: true, updates: true },
    { ...row, backend: 'CHAKRA' },
    { ...row, backend: 'VOLT_MX', creates: true },
    { ...row, backend: 'EMERITUS', creates: true, updates: true, status: 'NOT_CONFIGURED' },
  ];
  const asked = (query: string, more: object = {}) => writeQuestion({ query, ...more }, backends);

  test.each([
    ['mutation { createUser(input: {}) { x } }', ['createUser'], ['HAPTIK', 'VOLT_MX']],
    ['mutation { a: updateEmail(input: {}) { x } }', ['updateEmail'], ['HAPTIK']],
    ['mutation { linkAccount(input: {}) { x } }', ['linkAccount'], []],
    ['mutation { ...F } fragment F on Mutation { updatePool { x } }', ['updatePool'], ['HAPTIK']],
    ['mutation { createUser(input: { at: [VOLT_MX] }) { x } }', ['createUser'], ['VOLT_MX']],
  ])('is told of %s', (query, mutations, reached) => {
    expect(asked(query)).toEqual({ mutations, backends: reached });
  });

  test('is narrowed by variables, and of the operation that is named', () => {
    const query = 'query A { x } mutation B($i: X!) { createUser(input: $i) { x } }';
    const variables = { i: { at: ['HAPTIK'] } };
    expect(asked(query, { operationName: 'B', variables })?.backends).toEqual(['HAPTIK']);
    expect(asked(query, { operationName: 'A' })).toBeNull();
  });

  test('is nothing for a query and for what cannot be read', () => {
    expect(asked('{ x }')).toBeNull();
    expect(asked('mutation {')).toBeNull();
  });
});

test.each([
  [502, 'text/html', /502.* a web page: it cannot reach Facet/],
  [404, 'text/plain', /404.* text\/plain: it knows no such address/],
  [200, 'text/html; charset=utf-8', /200.* a web page: it may be a proxy/],
  [200, 'application/json', /broke off/],
])('a %i of %s in the place of a response is told in words', (status, type, words) => {
  const response = new Response('', { status, headers: { 'content-type': type } });
  expect(notGraphql(response, '{"da')).toMatch(words);
});

const schema = buildSchema(`
  type Query { user(by: UserBy!): User  users: [User]  node: Node }
  input UserBy @oneOf { id: ID }
  interface Node { id: ID! }
  type User implements Node { id: ID!  displayName: String  location: Place!  reportees: [User!]! }
  type Place { city: String }
`);

describe('the query builder', () => {
  const person = { id: 'user_1', accounts: [] };
  const toggle = (text: string, ...names: string[]): string => {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION)
      throw new Error('It begins with an operation.');
    const place = names.map((name) => ({ field: name }));
    return textOf(toggled(document, operation, place, { schema, person }), text);
  };

  test('selects a field with its parents and what they need, and takes them away again', () => {
    const selected = toggle('{ __typename }', 'user', 'location', 'city');
    expect(selected).toBe(
      `${print(parse('{ __typename user(by: {id: "user_1"}) { location { city } } }'))}\n`,
    );
    expect(toggle(selected, 'user', 'location', 'city')).toBe(
      `${print(parse('{ __typename }'))}\n`,
    );
  });

  test('keeps what else is selected, and the comment at the top', () => {
    const text = '# Why.\n\n{ users { id displayName } }';
    expect(toggle(text, 'users', 'displayName')).toBe('# Why.\n\n{\n  users {\n    id\n  }\n}\n');
  });
});

test('a place in a response leads to the field of a person, through aliases, lists and fragments', () => {
  const document = parse(`{
    all: users { ...F reportees { who: displayName } }
    node { id ... on User { displayName } }
  } fragment F on User { key: id at: location { town: city } }`);
  const someone = { key: 'user_1', at: { town: 'Pune' }, reportees: [{ who: 'A' }] };
  const data = { all: [null, someone], node: { id: 'user_2', displayName: 'B' } };
  const known = new Set(['displayName', 'location.city']);
  const values = valuesIn({ schema, document, known, operationName: null }, data);
  const at = (...path: (string | number)[]) => valueAt(values, path);
  expect(at('all', 1, 'at', 'town')).toMatchObject({
    field: 'location.city',
    person: { id: 'user_1' },
  });
  expect(at('all', 1, 'reportees', 0, 'who')).toMatchObject({ person: { id: null } });
  expect(at('node', 'displayName')).toMatchObject({ person: { id: 'user_2' }, value: 'B' });
  expect(at('all', 1, 'key')).toBeNull();
});

test('descriptions name the sources in order, those of nested objects too', () => {
  const type = (name: string) => ({ name, ofType: null });
  const fields = (...list: readonly object[]) => ({ fields: list });
  const types = [
    { name: 'User', ...fields({ name: 'location', type: type('Place'), description: 'Where.' }) },
    { name: 'Place', ...fields({ name: 'city', type: type('String'), description: 'Which.' }) },
  ];
  const sources = new Map([
    [
      'location.city',
      [
        { backend: 'B', backendField: 'x' },
        { backend: 'A', backendField: 'y' },
      ],
    ],
  ]);
  const facts = { sandbox: true, sources, backends: [], people: [] };
  const told = JSON.stringify(withSources({ data: { __schema: { types } } }, facts));
  expect(told).toContain('Which.\\n\\n**Sources, best first:** B (`x`) › A (`y`)');
  expect(told).toContain('"Where."');
});

test('a trace of another form does no harm, and a call from the cache says how old it is', () => {
  expect(readTrace('strange')).toBeNull();
  expect(readTrace({ calls: [null, 1], plan: {} })).toMatchObject({ calls: [], plan: [] });
  const [hit] = readTrace({ calls: [{ cache: 'HIT', ageMs: 2100 }] })?.calls ?? [];
  expect(hit && outcome(hit)).toBe('from cache, 2 s old');
});

test('why a value is shown is told by those that come before it', () => {
  const says = (backend: string, state: string, value: unknown = null) => ({
    backendField: '',
    rawValue: null,
    origin: null,
    asOf: null,
    backend,
    state,
    value,
  });
  const row = (...candidates: readonly ReturnType<typeof says>[]) => ({ field: 'x', candidates });
  expect(why(row(says('A', 'EMPTY'), says('B', 'UNAVAILABLE'), says('C', 'CHOSEN', 1)))).toBe(
    'A has no value, B failed just now; C comes next.',
  );
  expect(why(row(says('A', 'CHOSEN', 1), says('B', 'DIFFERS', 2)))).toBe(
    'A comes first for this field.',
  );
  expect(why(row(says('A', 'CHOSEN', 1), says('B', 'EMPTY')))).toBe('Only A has it.');
  expect(why(row(says('A', 'EMPTY')))).toBe('No backend has a value that can be shown.');
});
