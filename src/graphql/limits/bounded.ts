import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { GraphQLField, GraphQLFieldResolver, GraphQLNamedType, GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';
import { listOf, listProperty } from '../resolvers/list.ts';
import { objectsIn } from './objects.ts';

type Field = GraphQLField<unknown, Context>;
type Resolve = GraphQLFieldResolver<unknown, Context>;

/** Values without an end: what a backend put there is passed on. */
const UNBOUNDED: ReadonlySet<string> = new Set(['String', 'ID', 'URL', 'JSON', 'JSONObject']);

/** What a mutation came to is always told; pages are short, and their people count by themselves. */
const SHORT: ReadonlySet<string> = new Set(['Outcome', 'UserError', 'BackendInfo', 'UserEdge']);

/** Lets every list and every unbounded value count as objects of the answer; people and accounts do by themselves. */
export function boundResponses(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    // Introspection's types and federation's.
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const bound = boundOf(field);
      if (bound) field.resolve = bound(field.resolve ?? defaultFieldResolver);
    }
  }
  return schema;
}

function boundOf({ type }: Field): ((resolve: Resolve) => Resolve) | null {
  const named = getNamedType(type);
  if (isLeafType(named)) {
    return UNBOUNDED.has(named.name) && !isNonNullType(type) ? boundValue : null;
  }
  return isListType(getNullableType(type)) && !isCounted(named) ? boundList : null;
}

/** Whether those of a type are counted where they are looked up, before anything is read for them. */
function isCounted(type: GraphQLNamedType): boolean {
  if (SHORT.has(type.name) || isUnionType(type)) return true;
  const isNode = isObjectType(type) || isInterfaceType(type);
  return (
    type.name === 'Node' || (isNode && type.getInterfaces().some(({ name }) => name === 'Node'))
  );
}

function boundList(resolve: Resolve): Resolve {
  const bounded: Resolve = (source, args, context, info) => {
    const counted = (list: unknown): unknown =>
      Array.isArray(list) && !context.objects.take(list.length)
        ? listOf(context.objects.exceeded(), context, info)
        : list;
    const list: unknown = resolve(source, args, context, info);
    return list instanceof Promise ? list.then(counted) : counted(list);
  };
  if (resolve === defaultFieldResolver) properties.set(bounded, COUNTED_LIST);
  if (resolve === listProperty) properties.set(bounded, { ...COUNTED_LIST, orEmpty: true });
  return bounded;
}

/** Shorter texts cost an answer no more than the fields that hold them. */
const LONG_TEXT = 256;

/** What a resolver makes of the property of its field's name, where it looks at nothing else. */
export interface PropertyRead {
  /** What of it counts as objects of the answer. */
  readonly counts: 'nothing' | 'entries' | 'weight';
  /** An empty list stands for none. */
  readonly orEmpty: boolean;
}

const PROPERTY: PropertyRead = { counts: 'nothing', orEmpty: false };
const COUNTED_LIST: PropertyRead = { counts: 'entries', orEmpty: false };
const WEIGHED_VALUE: PropertyRead = { counts: 'weight', orEmpty: false };

const properties = new WeakMap<GraphQLFieldResolver<never, never>, PropertyRead>([
  [defaultFieldResolver, PROPERTY],
]);

/** `null`: it does something else. */
export const propertyRead = (resolve: GraphQLFieldResolver<never, never>): PropertyRead | null =>
  properties.get(resolve) ?? null;

/** As how many objects a value counts that `PropertyRead` weighs. */
export const countOf = (value: unknown): number => (isLong(value) ? objectsIn(value) : 0);

/** Whether a value is of those that cost an answer no more than the field that holds them. */
export const isShort = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length < LONG_TEXT
    : typeof value === 'number' || typeof value === 'boolean';

function boundValue(resolve: Resolve): Resolve {
  const bounded: Resolve = (source, args, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    if (!isLong(value) || context.objects.takeValue(value)) return value;
    throw context.objects.exceeded();
  };
  if (resolve === defaultFieldResolver) properties.set(bounded, WEIGHED_VALUE);
  return bounded;
}

const isLong = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.length >= LONG_TEXT
    : typeof value === 'object' && value !== null && !(value instanceof Error);
