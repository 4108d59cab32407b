import { getNamedType, isCompositeType, isObjectType } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Policy, SCOPES, type Scope } from '#access';
import { executableSchema } from '../../src/graphql/schema.ts';
import { type Entered, enter } from '../graphql/person.ts';
import { type CalledFacet, type TestCaller, allBut, startFacetForCallers } from './callers.ts';
import { INPUTS, MUTATIONS, RARE, ROOTS, ROUTES } from './table-routes.ts';

const schema = executableSchema();
const policy = new Policy(schema);

/** Every scope alone, with `users:read`, and all but it. */
const CALLERS: readonly TestCaller[] = SCOPES.flatMap((scope) => [
  { scopes: [scope] },
  { scopes: ['users:read', scope] as const },
  allBut(scope),
]);

let facet: CalledFacet;
let asha: Entered;
let operation: string;

beforeAll(async () => {
  facet = await startFacetForCallers();
  asha = await enter(facet);
  // Somebody with the same address.
  await enter(facet);
  const { data } = await facet.query(MUTATIONS['updateUser'] ?? '', { id: asha.id });
  await facet.query(MUTATIONS['erased'] ?? '');
  operation = Object(data).updateUser.operation.id;
});
afterAll(() => facet.close());

/** Only an object has fields to select. */
function belowRoot(name: string): string {
  const fields = [schema.getQueryType(), schema.getMutationType()].map((type) => type?.getFields());
  const field = fields.map((all) => all?.[name]).find((one) => one !== undefined);
  return field && isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
}

interface Table {
  readonly type: GraphQLObjectType;
  readonly route: readonly string[];
}

const tables: readonly Table[] = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__') && name !== 'Query' && name !== 'Mutation')
  .map((type) => ({ type, route: ROUTES[type.name] ?? [payloadOf(type.name)] }));

/** The mutation with a payload of this name. */
function payloadOf(type: string): string {
  const name = type.replace(/Payload$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const nameOf = (call: string): string => call.replace(/\(.*/s, '');

/** A field with what it needs to be asked, and its type below. */
function callOf({ name, type, args }: GraphQLField<unknown, unknown>): string {
  const below = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  const at = args.some((argument) => argument.name === 'at') ? '(at: CHAKRA)' : '';
  return `${name}${at}${below}`;
}

function documentFor(route: readonly string[], selection: string): string {
  const [root = '', ...rest] = route;
  const input = INPUTS[root];
  const inner = rest.reduceRight(
    (below, call) =>
      call.startsWith('@') ? `... on ${call.slice(1)} { ${below} }` : `${call} { ${below} }`,
    selection,
  );
  const call = input === undefined ? ROOTS[root] : `${root}(input: ${input})`;
  const used = input === undefined ? '$id: ID!, $operation: ID!' : '$id: ID!';
  return `${input === undefined ? 'query' : 'mutation'} Q(${declared(`${call} ${inner}`, used)}) { ${call} { ${inner} } }`.replace(
    'Q()',
    '',
  );
}

const declared = (text: string, variables: string): string =>
  variables
    .split(', ')
    .filter((variable) => new RegExp(`\\${variable.slice(0, variable.indexOf(':'))}\\b`).test(text))
    .join(', ');

interface Told {
  readonly path: string;
  readonly scopes: unknown;
}

/** What is refused at which paths; indices are left out. */
const refusals = (
  errors: readonly { path?: readonly unknown[]; extensions: object }[] = [],
): readonly Told[] =>
  errors.flatMap(({ path = [], extensions }) =>
    'missingScopes' in extensions
      ? [
          {
            path: path.filter((part) => typeof part === 'string').join('.'),
            scopes: extensions.missingScopes,
          },
        ]
      : [],
  );

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

const isAbsent = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** What of an answer is not as the rules say; `reached` when there was an object to look at. */
function judge(
  { type, route }: Table,
  { data, errors }: { readonly data: unknown; readonly errors?: readonly never[] },
  missing: (type: string, field: string) => readonly Scope[],
): { readonly wrong: readonly string[]; readonly reached: boolean } {
  const told = refusals(errors);
  let parent: GraphQLObjectType | undefined =
    INPUTS[route[0] ?? ''] === undefined
      ? (schema.getQueryType() ?? undefined)
      : (schema.getMutationType() ?? undefined);
  let value: unknown = data;
  const path: string[] = [];
  for (const call of route) {
    if (call.startsWith('@')) {
      const fragment = schema.getType(call.slice(1));
      parent = isObjectType(fragment) ? fragment : undefined;
      continue;
    }
    const name = nameOf(call);
    path.push(name);
    const lacking = missing(parent?.name ?? '', name);
    value = Object(value)[name];
    if (lacking.length > 0) {
      const isTold = told.some(
        (one) => one.path === path.join('.') && String(one.scopes) === String(lacking),
      );
      const wrong = isTold && isAbsent(value) ? [] : [`${path.join('.')} is not refused`];
      return { wrong, reached: false };
    }
    value = first(value);
    if (isAbsent(value)) return { wrong: [], reached: false };
    const next = parent && getNamedType(parent.getFields()[name]?.type ?? parent);
    parent = isObjectType(next) ? next : type;
  }
  const wrong = Object.values(type.getFields()).flatMap(({ name }) => {
    const lacking = missing(type.name, name);
    const at = [...path, name].join('.');
    const refused = told.filter((one) => one.path === at);
    if (lacking.length === 0) return refused.length === 0 ? [] : [`${at} is refused`];
    const isRight =
      refused.length > 0 && refused.every(({ scopes }) => String(scopes) === String(lacking));
    return isRight && isAbsent(Object(value)[name]) ? [] : [`${at} is not refused`];
  });
  return { wrong, reached: true };
}

describe('every field', () => {
  it.each(tables.map((table) => [table.type.name, table] as const))(
    'of %s is there for those whose scopes give it, and refused to others',
    async (_name, table) => {
      const selection = Object.values(table.type.getFields()).map(callOf).join(' ');
      const document = documentFor(table.route, selection);
      for (const caller of [{ scopes: SCOPES }, ...CALLERS]) {
        const grants = policy.grantsOf(new Set(caller.scopes));
        const answer = await facet.as(caller, document, variablesIn(document));
        const { wrong, reached } = judge(table, answer as never, (type, field) =>
          grants.missing(type, field),
        );
        expect(wrong, `${caller.scopes.join(' ')}\n${document}\n${answer.text}`).toEqual([]);
        if (caller.scopes.length === SCOPES.length)
          expect(reached).toBe(!RARE.has(table.type.name));
      }
    },
  );

  it.each([...Object.entries(ROOTS), ...Object.entries(INPUTS)])(
    'of the root, such as %s, too',
    async (name, call) => {
      const isMutation = name in INPUTS;
      const root = isMutation ? `${name}(input: ${call})` : call;
      const document =
        `${isMutation ? 'mutation' : 'query'} Q(${declared(root, '$id: ID!, $operation: ID!')}) { ${root} ${belowRoot(name)} }`.replace(
          'Q()',
          '',
        );
      for (const caller of CALLERS) {
        const grants = policy.grantsOf(new Set(caller.scopes));
        const lacking = grants.missing(isMutation ? 'Mutation' : 'Query', name);
        const answer = await facet.as(caller, document, variablesIn(document));
        const told = refusals(answer.errors);
        expect(told, `${caller.scopes.join(' ')}\n${document}\n${answer.text}`).toEqual(
          lacking.length === 0 ? [] : [{ path: name, scopes: lacking }],
        );
      }
    },
  );

  it('has its place in this table', () => {
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(Object.keys({ ...ROOTS, ...INPUTS }).toSorted()).toEqual(roots.toSorted());
  });
});

const variablesIn = (document: string): Readonly<Record<string, string>> => ({
  ...(document.includes('$id') && { id: asha.id }),
  ...(document.includes('$operation') && { operation }),
});
