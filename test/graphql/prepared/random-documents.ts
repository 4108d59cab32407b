import fc from 'fast-check';
import { buildSchema } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { hash } from './hash.ts';
import { inputs } from './inputs.ts';
import { plainAt } from './plain-objects.ts';

/** A schema with every kind of position: nullable and not, lists of both, leaves, objects, an interface and a union. */
export const SDL = `
  interface Named { name: String name2: String! friend(at: Int = 1): Thing }
  enum Colour { RED GREEN }
  type Thing implements Named {
    id: ID! name: String name2: String! size: Int colour: Colour! tags: [String!] grid: [[Int!]]!
    plain: Plain friend(at: Int = 1): Thing mate: Thing! all: [Thing!]! some(first: Int, like: Like, likes: [Like], pick: Pick): [Thing] other: Named either: Either! any: [Named!]
  }
  type Place implements Named { name: String name2: String! friend(at: Int = 1): Thing where: Place! lat: Float }
  type Plain { id: ID! label: String count: Int! colour: Colour tags: [String!] grid: [[Int!]]! inner: Plain sure: Plain! list: [Plain!]! sparse: [Plain] friend(at: Int = 1): Thing }
  union Either = Thing | Place
  input Like { name: String! = "any" sizes: [Int!] colour: Colour more: [Like!] pick: Pick }
  input Pick @oneOf { name: String size: Int like: Like }
  type Query { plain: Plain plains: [Plain!] thing(at: Int!): Thing mate: Thing! things: [Thing!] places: [Place]! other: Named either: [Either] count: Int! }
`;

const LEAVES = {
  Thing: ['id', 'name', 'name2', 'size', 'colour', 'tags', 'grid'],
  Plain: ['id', 'label', 'count', 'colour', 'tags', 'grid'],
  Place: ['name', 'name2', 'lat'],
  Named: ['name', 'name2'],
  Query: ['count'],
} as const;

type Composite = 'Thing' | 'Plain' | 'Place' | 'Named' | 'Query' | 'Either';

const EDGES: Readonly<Record<Composite, readonly (readonly [call: string, type: Composite])[]>> = {
  Thing: [
    ['plain', 'Plain'],
    ['friend', 'Thing'],
    ['friend(at: $at)', 'Thing'],
    ['mate', 'Thing'],
    ['all', 'Thing'],
    ['some(first: 2)', 'Thing'],
    ['some(like: {name: "x", sizes: [1, $at]})', 'Thing'],
    ['some(like: $like)', 'Thing'],
    ['some(likes: [$like, {sizes: [$maybe], colour: RED}])', 'Thing'],
    ['some(likes: $likes, first: $maybe)', 'Thing'],
    ['some(pick: {size: $maybe})', 'Thing'],
    ['some(pick: {like: {more: [{pick: $pick}]}})', 'Thing'],
    ['some(like: {name: $name, pick: {name: $name}})', 'Thing'],
    ['other', 'Named'],
    ['either', 'Either'],
    ['any', 'Named'],
  ],
  Plain: [
    ['inner', 'Plain'],
    ['sure', 'Plain'],
    ['list', 'Plain'],
    ['sparse', 'Plain'],
    ['friend', 'Thing'],
  ],
  Place: [
    ['friend(at: $maybe)', 'Thing'],
    ['where', 'Place'],
  ],
  Named: [['friend', 'Thing']],
  Either: [],
  Query: [
    ['plain', 'Plain'],
    ['plains', 'Plain'],
    ['thing(at: $at)', 'Thing'],
    // Its variable may have no value.
    ['thing(at: $maybe)', 'Thing'],
    ['mate', 'Thing'],
    ['things', 'Thing'],
    ['places', 'Place'],
    ['other', 'Named'],
    ['either', 'Either'],
  ],
};

const OF_NAMED = 'fragment OfNamed on Named { name2 name }';
const OF_THING = `fragment OfThing on Thing { n: name mate { id } ...OfNamed } ${OF_NAMED}`;

/** Those that a selection uses. */
const fragmentsFor = (root: string): string => {
  if (root.includes('...OfThing')) return OF_THING;
  return root.includes('...OfNamed') ? OF_NAMED : '';
};

/** Each response name has its own arguments, so that any fields may meet under one. */
const aliasOf = (call: string): string =>
  call.includes('(') ? `${call.replaceAll(/\W+/g, '_')}: ` : '';

/** What a selection of a type may hold, down to a depth. */
const selections: Readonly<Record<Composite, fc.Memo<string>>> = {
  Query: fc.memo((depth) => selection('Query', depth)),
  Thing: fc.memo((depth) => selection('Thing', depth)),
  Plain: fc.memo((depth) => selection('Plain', depth)),
  Place: fc.memo((depth) => selection('Place', depth)),
  Named: fc.memo((depth) => selection('Named', depth)),
  Either: fc.memo((depth) => selection('Either', depth)),
};

function selection(type: Composite, depth: number): fc.Arbitrary<string> {
  const leaves = type === 'Either' ? [] : LEAVES[type].map((name) => fc.constant<string>(name));
  const shallow = [fc.constant('__typename'), fc.constant('t: __typename'), ...leaves];
  const deep = depth > 1 ? [...edges(type, depth), ...fragments(type, depth)] : [];
  return fc
    .array(fc.oneof(...shallow, ...deep), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(' '));
}

const edges = (type: Composite, depth: number): readonly fc.Arbitrary<string>[] =>
  EDGES[type].map(([call, target]) =>
    selections[target](depth - 1).map((inner) => `${aliasOf(call)}${call} { ${inner} }`),
  );

function fragments(type: Composite, depth: number): readonly fc.Arbitrary<string>[] {
  if (type === 'Query' || type === 'Plain') return [];
  const named = type === 'Either' ? [] : ['...OfNamed'];
  const onOne = (['Thing', 'Place'] as const).map((on) =>
    selections[on](depth - 1).map((inner) => `... on ${on} { ${inner} }`),
  );
  const isAbstract = type === 'Either' || type === 'Named';
  const spread = type === 'Place' ? named : [...named, '...OfThing'];
  return [...spread.map((text) => fc.constant(text)), ...(isAbstract ? onOne : [])];
}

const VARIABLES = {
  at: 'Int!',
  maybe: 'Int = 3',
  like: 'Like',
  likes: '[Like]',
  pick: 'Pick',
  name: 'String! = "unnamed"',
} as const;

/** With the variables and fragments that it uses, and no others. */
function documentOf(root: string): string {
  const used = Object.entries(VARIABLES).filter(([name]) => new RegExp(`\\$${name}\\b`).test(root));
  const declared = used.map(([name, type]) => `$${name}: ${type}`).join(', ');
  return `query Q${declared === '' ? '' : `(${declared})`} { ${root} } ${fragmentsFor(root)}`;
}

/** A document, the values of its variables, and a number that decides what its resolvers do. */
export const executions = fc.record({
  document: selections.Query(5).map(documentOf),
  variables: inputs,
  seed: fc.integer(),
});

/** Lets go what resolvers wait for one by one, in an order that depends on the places of the answer alone. */
export class Turns {
  readonly #waiting: { readonly rank: number; readonly go: () => void }[] = [];

  wait(rank: number): Promise<void> {
    return new Promise((go) => void this.#waiting.push({ rank, go }));
  }

  /** Until `answer` is there. */
  async until<T>(answer: PromiseLike<T> | T): Promise<T> {
    const state = { isThere: false };
    const there = Promise.resolve(answer).finally(() => void (state.isThere = true));
    while (!state.isThere) {
      this.#waiting.sort((one, other) => one.rank - other.rank);
      this.#waiting.shift()?.go();
      await new Promise(setImmediate);
    }
    return there;
  }
}

const pathText = (path: { prev?: unknown; key: unknown } | undefined): string =>
  path ? `${pathText(path.prev as never)}/${String(path.key)}` : '';

const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['a', 7, {}],
  String: ['text', 'x'.repeat(400), 12, {}],
  Int: [1, 'one', 2.5],
  Float: [1.5, 'far'],
  Colour: ['RED', 'GREEN', 'BLUE'],
};

type Resolve = GraphQLFieldResolver<unknown, { seed: number; turns: Turns }>;

/** Values, nulls and failures of every sort, at once or later. */
function resolverOf(typeText: string): Resolve {
  return (_source, args, { seed, turns }, info) => {
    const place = `${seed} ${pathText(info.path)} ${JSON.stringify(args)}`;
    const sort = hash(`sort ${place}`) % 100;
    // Made where it is returned: what waits in it must not be there before it is.
    const value = (): unknown => valueOf(typeText, place, turns);
    if (sort < 4) throw new Error(`thrown at ${info.path.key}`);
    if (sort < 8) return new Error(`returned at ${info.path.key}`);
    if (sort < 14) return null;
    if (sort < 16) return undefined;
    if (sort < 60) return value();
    return turns.wait(hash(`rank ${place}`)).then(() => {
      if (sort < 68) throw new Error(`rejected at ${info.path.key}`);
      return value();
    });
  };
}

function valueOf(typeText: string, place: string, turns: Turns): unknown {
  const type = typeText.replace(/!$/, '');
  if (type.startsWith('[')) return listOf(type.slice(1, -1), place, turns);
  if (type === 'Plain') return plainAt(place);
  const values = SCALARS[type];
  // The first value is the one that fits, and comes most of the time.
  if (values) return values[hash(place) % 5 === 0 ? hash(`value ${place}`) % values.length : 0];
  const isPlace = type === 'Place' || (type !== 'Thing' && hash(`type ${place}`) % 2 === 0);
  return { __typename: isPlace ? 'Place' : 'Thing', ...PROPERTIES };
}

/** Read where the field has no resolver. */
const PROPERTIES = { name: 'plain', size: 3, tags: ['a', 'b'], grid: [[1], null, [2, 3]] };

function listOf(item: string, place: string, turns: Turns): unknown {
  if (hash(`list ${place}`) % 20 === 0) return 'no list';
  const length = hash(`length ${place}`) % 4;
  // Where an item that cannot be null fails at once, graphql-js leaves the rejections of those before it to nobody.
  const areLate = item.endsWith('!') && length > 1;
  const isLate = (own: string): boolean => areLate || hash(`late ${own}`) % 3 === 0;
  const items = Array.from({ length }, (_, index) => {
    const own = `${place} ${index}`;
    return isLate(own) ? lateItem(item, own, turns) : itemOf(item, own, turns);
  });
  return length === 3 ? new Set(items) : items;
}

function itemOf(item: string, own: string, turns: Turns): unknown {
  const sort = hash(`item ${own}`) % 20;
  if (sort === 0) return null;
  return sort === 1 ? new Error('an item') : valueOf(item, own, turns);
}

function lateItem(item: string, own: string, turns: Turns): Promise<unknown> {
  const late = turns.wait(hash(`rank ${own}`)).then(() => {
    if (hash(`reject ${own}`) % 10 === 0) throw new Error('a late item');
    return itemOf(item, own, turns);
  });
  // Nobody may come as far as this item.
  late.catch(() => null);
  return late;
}

/** What it resolves may be late. */
const unlessInList =
  (resolve: Resolve): Resolve =>
  (source, ...rest) =>
    Object(source).mayBeLate === true ? resolve(source, ...rest) : null;

/** Some fields of it have resolvers, the others are properties. */
export function randomSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !('getFields' in type) || !('getInterfaces' in type))
      continue;
    for (const field of Object.values(type.getFields())) {
      const isProperty = type.name === 'Plain' && field.name !== 'friend';
      if ('resolve' in field && !isProperty && !['size', 'grid'].includes(field.name)) {
        const resolve = resolverOf(String(field.type));
        field.resolve = type.name === 'Plain' ? unlessInList(resolve) : resolve;
      }
    }
  }
  for (const name of ['Named', 'Either']) {
    const type = schema.getType(name);
    if (type && 'resolveType' in type) type.resolveType = ({ __typename }) => __typename;
  }
  return schema;
}
