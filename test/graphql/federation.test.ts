import {
  type DocumentNode,
  type IntrospectionQuery,
  getIntrospectionQuery,
  parse,
  visit,
} from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { type TestFacet, startTestFacet } from '../facet.ts';
import { type Entered, CORPORATION, enter, everything, freshRefs, putRecords } from './person.ts';

let facet: TestFacet;
let asha: Entered;

beforeAll(async () => {
  facet = await startTestFacet();
});
// Records go with a reset, so each test has a person of its own.
afterEach(() => facet.sandbox.reset());
afterAll(() => facet.close());

async function sdl(): Promise<string> {
  const { data } = await facet.query('{ _service { sdl } }');
  return Object(data)._service.sdl;
}

/** What the specification of 2021 defines: composition knows no more by itself. */
const SPECIFIED = ['skip', 'include', 'deprecated', 'specifiedBy'];

/** The directives that a document uses, and those that it defines or imports by `@link`. */
function directivesOf(document: DocumentNode) {
  const used = new Set<string>();
  const known = new Set(['link', ...SPECIFIED]);
  visit(document, {
    DirectiveDefinition: ({ name }) => void known.add(name.value),
    Directive: (node) => {
      used.add(node.name.value);
      if (node.name.value !== 'link') return;
      visit(node, {
        StringValue: ({ value }) => void (value.startsWith('@') && known.add(value.slice(1))),
      });
    },
  });
  return { used, known };
}

describe('the SDL', () => {
  it('knows every directive that it uses', async () => {
    const { used, known } = directivesOf(parse(await sdl()));
    expect([...used]).toContain('oneOf');
    expect([...used.difference(known)]).toEqual([]);
  });

  it('tells introspection of nothing but what a client may ask', async () => {
    const { data } = await facet.query('{ __schema { directives { name } } }');
    const names: readonly string[] = Object(data).__schema.directives.map(
      ({ name }: { name: string }) => name,
    );
    expect(names.filter((name) => name === 'oneOf')).toHaveLength(1);
  });
});

it('the SDL holds nothing that composition adds by itself', async () => {
  expect(await sdl()).not.toMatch(/_entities|_service|_Any|_Entity\b/);
});

describe('introspection', () => {
  it('describes every type, field and argument, the federation’s own too', async () => {
    const { data } = await facet.query(getIntrospectionQuery());
    const { types } = Object(data).__schema as IntrospectionQuery['__schema'];
    // Those of introspection itself are graphql-js’ own.
    const ours = types.filter(({ name }) => !name.startsWith('__'));
    const blank = ours.flatMap((type) => {
      const fields = type.kind === 'OBJECT' || type.kind === 'INTERFACE' ? type.fields : [];
      const parts = [...fields, ...fields.flatMap(({ args }) => args)];
      return [type, ...parts].flatMap((part) =>
        part.description ? [] : [`${type.name} ${part.name}`],
      );
    });
    expect(blank).toEqual([]);
  });
});

const ENTITIES = (below: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { __typename ${below} } }`;

async function entities(below: string, of: readonly unknown[]) {
  const { data, errors, extensions } = await facet.query(ENTITIES(below), { of });
  return { list: Object(data)._entities, errors, extensions };
}

const KEYS = {
  HaptikTractAccount: ['HAPTIK_TRACT', ({ tract }: Entered) => ({ ref: tract })],
  HaptikAccount: ['HAPTIK', ({ haptik }: Entered) => ({ ref: haptik })],
  ChakraAccount: ['CHAKRA', ({ chakra }: Entered) => ({ ref: chakra })],
  VoltMxAccount: ['VOLT_MX', ({ volt }: Entered) => ({ ref: volt })],
  EmeritusAccount: [
    'EMERITUS',
    ({ emeritus }: Entered) => ({ corpId: CORPORATION, ref: emeritus }),
  ],
} as const;

const FIELDS = {
  HaptikTractAccount: 'userName detailsAvailable details(names: ["city"])',
  HaptikAccount: 'name customData device { model }',
  ChakraAccount: 'displayName emails { address } reportees { id }',
  VoltMxAccount: 'firstName country subscriptions { sms }',
  EmeritusAccount: 'corpId name phones { number } owners',
} as const;

const ANY = 'id backend ref origin raw user { id displayName }';

describe('_entities', () => {
  it('answer a user as the direct query does, for the same calls', async () => {
    asha = await enter(facet);
    const below = 'id displayName emails { address source } details accounts { ref }';
    const direct = await facet.query(`query ($id: ID!) { user(by: { id: $id }) { ${below} } }`, {
      id: asha.id,
    });
    const calls = facet.sandbox.calls();
    facet.sandbox.resetLogs();
    const { list, errors } = await entities(`... on User { ${below} }`, [
      { __typename: 'User', id: asha.id },
    ]);
    expect(errors).toBeUndefined();
    expect(list).toEqual([{ __typename: 'User', ...Object(direct.data).user }]);
    expect(facet.sandbox.calls()).toEqual(calls);
  });

  it.each(Object.entries(KEYS))(
    'answer a %s as the direct query does',
    async (type, [at, keyOf]) => {
      asha = await enter(facet);
      const below = `... on ${type} { ${ANY} ${FIELDS[type as keyof typeof FIELDS]} }`;
      const direct = await facet.query(
        `query ($id: ID!, $at: Backend!) { user(by: { id: $id }) { account(at: $at) { ${below} } } }`,
        { id: asha.id, at },
      );
      expect(direct.errors).toBeUndefined();
      const { list, errors } = await entities(below, [{ __typename: type, ...keyOf(asha) }]);
      expect(errors).toBeUndefined();
      expect(list).toEqual([{ __typename: type, ...Object(direct.data).user.account }]);
    },
  );

  it.each(Object.entries(KEYS))('find a %s by its id as by its ref', async (type, [at, keyOf]) => {
    asha = await enter(facet);
    const { data } = await facet.query(
      'query ($id: ID!, $at: Backend!) { user(by: { id: $id }) { account(at: $at) { id } } }',
      { id: asha.id, at },
    );
    const { id } = Object(data).user.account;
    const below = `... on ${type} { ${ANY} ${FIELDS[type as keyof typeof FIELDS]} }`;
    const { list, errors } = await entities(below, [
      { __typename: type, id },
      { __typename: type, ...keyOf(asha) },
    ]);
    expect(errors).toBeUndefined();
    expect(list[0]).toEqual(list[1]);
    expect(list[0]).toMatchObject({ id, user: { id: asha.id } });
    const other = type === 'ChakraAccount' ? 'HaptikAccount' : 'ChakraAccount';
    const strangers = await entities('', [
      { __typename: other, id },
      { __typename: type, id: asha.id },
      { __typename: 'User', id },
    ]);
    expect(strangers).toMatchObject({ list: [null, null, null], errors: undefined });
  });

  it('come in the order asked, with repetitions and gaps', async () => {
    asha = await enter(facet);
    const other = await enter(facet);
    const { list, errors } = await entities('... on Account { ref } ... on User { id }', [
      { __typename: 'ChakraAccount', ref: other.chakra },
      { __typename: 'User', id: 'nobody' },
      { __typename: 'User', id: asha.id },
      { __typename: 'VoltMxAccount', ref: 7 },
      { __typename: 'ChakraAccount', ref: asha.chakra },
      { __typename: 'ChakraAccount', ref: other.chakra },
    ]);
    expect(errors).toBeUndefined();
    expect(list).toEqual([
      { __typename: 'ChakraAccount', ref: other.chakra },
      null,
      { __typename: 'User', id: asha.id },
      null,
      { __typename: 'ChakraAccount', ref: asha.chakra },
      { __typename: 'ChakraAccount', ref: other.chakra },
    ]);
  });

  it('adopt whom only a backend knows', async () => {
    const refs = freshRefs();
    putRecords(facet, refs, everything);
    const { list } = await entities('... on ChakraAccount { displayName user { id } }', [
      { __typename: 'ChakraAccount', ref: refs.chakra },
    ]);
    expect(list).toEqual([
      {
        __typename: 'ChakraAccount',
        displayName: 'Asha of Chakra',
        user: { id: expect.stringMatching(/^user_/) },
      },
    ]);
  });

  it.each([
    ['an identifier that breaks its scheme', { __typename: 'ChakraAccount', ref: '../x' }, []],
    [
      'a corporation that is not ours',
      { __typename: 'EmeritusAccount', corpId: 'x', ref: 'y' },
      [],
    ],
    ['a missing key', { __typename: 'HaptikTractAccount' }, ['ref']],
    ['a missing part of a key', { __typename: 'EmeritusAccount', ref: 'y' }, ['corpId']],
    ['a key that is no identifier', { __typename: 'User', id: { secret: 1 } }, ['id']],
    ['a key that nobody can keep', { __typename: 'User', id: 'a\ud83d' }, ['id']],
    ['one with a NUL', { __typename: 'HaptikTractAccount', ref: 'a\0' }, ['ref']],
    ['a type without a key', { __typename: 'Location', ref: 'x' }, ['__typename']],
    ['an interface', { __typename: 'Account', ref: 'x' }, ['__typename']],
    ['a type that does not exist', { __typename: 'Nothing', ref: 'x' }, ['__typename']],
    ['no type', { ref: 'x' }, ['__typename']],
    ['no object', 'User', ['__typename']],
  ])('leave the neighbours of %s alone', async (_name, wrong, path) => {
    asha = await enter(facet);
    const right = { __typename: 'User', id: asha.id };
    facet.sandbox.resetLogs();
    const { list, errors } = await entities('... on User { id bio }', [right, wrong, right]);
    const answer = { ...right, bio: 'Looks after people.' };
    expect(list).toEqual([answer, null, answer]);
    expect(errors).toMatchObject([
      {
        path: ['_entities', 1],
        extensions: { inputPath: ['representations', '1', ...path] },
      },
    ]);
    expect(errors?.[0]?.extensions['code']).toMatch(/^(INVALID_INPUT|FORBIDDEN)$/);
    expect(facet.reported).toEqual([]);
    expect(facet.sandbox.calls()).toEqual({ CHAKRA: { user: 1 } });
  });

  it('leave the neighbours of one whose backend fails alone', async () => {
    asha = await enter(facet);
    facet.sandbox.backend('EMERITUS').fault('profile', faults.status(500));
    const { list, errors } = await entities(
      '... on EmeritusAccount { name corpId } ... on ChakraAccount { bio }',
      [
        { __typename: 'EmeritusAccount', corpId: CORPORATION, ref: freshRefs().emeritus },
        { __typename: 'EmeritusAccount', corpId: CORPORATION, ref: asha.emeritus },
        { __typename: 'ChakraAccount', ref: asha.chakra },
      ],
    );
    expect(list).toEqual([
      null,
      { __typename: 'EmeritusAccount', name: null, corpId: CORPORATION },
      { __typename: 'ChakraAccount', bio: 'Looks after people.' },
    ]);
    expect(errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        ['_entities', 0],
        ['_entities', 1, 'name'],
      ]),
    );
  });

  it('warn at their own place', async () => {
    asha = await enter(facet, { chakra: { displayName: ' ' } });
    facet.sandbox.backend('EMERITUS').fault('profile', faults.status(500));
    const user = { __typename: 'User', id: asha.id };
    const { extensions } = await entities('... on User { name: displayName }', [
      { __typename: 'User', id: 'nobody' },
      user,
    ]);
    expect(extensions?.['warnings']).toMatchObject([{ path: ['_entities', 1, 'name'] }]);
  });
});
