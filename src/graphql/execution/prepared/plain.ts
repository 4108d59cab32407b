import {
  TypeNameMetaFieldDef,
  defaultFieldResolver,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { FieldNode, GraphQLLeafType, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { emptyObject, isLasting } from '#users';
import type { ObjectBudget } from '../../limits/objects.ts';
import { countOf, propertyRead } from '../../limits/bounded.ts';
import type { PropertyRead } from '../../limits/bounded.ts';
import { comesAgain } from '../kept/answer-text.ts';
import type { Run } from './run.ts';
import { isPromise } from './values.ts';

/** Stands for what has to be completed in the general way, which knows of failures and what comes late. */
export const NOT_PLAIN = Symbol('not plain');

type Source = Readonly<Record<string, unknown>>;

/** What was completed counts as so many objects of the answer. */
interface Tally {
  objects: number;
}

/** Completes a value, or `NOT_PLAIN`. */
type Read = (value: unknown, tally: Tally) => unknown;

type Collect = (
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
) => ReadonlyMap<string, readonly FieldNode[]>;

/** Fields of an object that are nothing but its properties: no arguments, no resolver, nobody to wait for. */
export interface PlainFields {
  readonly names: ReadonlySet<string>;
  /** The object of the answer with these fields, and null for the others; nobody else has it when `isOwn`. */
  readonly complete: (
    run: Run,
    source: unknown,
    isOwn: boolean,
  ) => Record<string, unknown> | typeof NOT_PLAIN;
}

interface Part {
  readonly name: string;
  readonly read: Read;
}

/**
 * The fields of a selection that are plain. Their values are taken at once, without a place for errors: where there is
 * anything but values that fit, the general way starts anew and comes to the same errors as graphql-js. What was completed
 * of an object that requests to come are given again is kept beside it.
 */
export function plainFields(
  type: GraphQLObjectType,
  collected: ReadonlyMap<string, readonly FieldNode[]>,
  collect: Collect,
): PlainFields | null {
  const parts = partsOf(type, collected, collect);
  if (parts.length === 0) return null;
  const read = objectOf(parts, [...collected.keys()]);
  const kept = new WeakMap<
    object,
    { readonly object: Record<string, unknown>; readonly objects: number }
  >();
  return {
    names: new Set(parts.map(({ name }) => name)),
    complete: ({ context }, source, isOwn) => {
      if (!isObject(source)) return NOT_PLAIN;
      const known = kept.get(source);
      if (known) {
        if (!affords(context, known.objects)) return NOT_PLAIN;
        return isOwn ? { ...known.object } : known.object;
      }
      const tally = { objects: 0 };
      const object = read(source, tally);
      if (object === NOT_PLAIN || !affords(context, tally.objects)) return NOT_PLAIN;
      if (isLasting(source)) {
        if (!isOwn) comesAgain(object);
        kept.set(source, { object: isOwn ? { ...object } : object, objects: tally.objects });
      }
      return object;
    },
  };
}

interface Budgeted {
  readonly objects: ObjectBudget;
}

/** Takes all of it, or nothing, so that the general way finds out where it is too much. */
const affords = (context: unknown, objects: number): boolean =>
  objects === 0 || (context as Budgeted).objects.take(objects);

function partsOf(
  type: GraphQLObjectType,
  collected: ReadonlyMap<string, readonly FieldNode[]>,
  collect: Collect,
): readonly Part[] {
  return [...collected].flatMap(([name, nodes]) => {
    const read = fieldOf(type, nodes, collect);
    return read ? [{ name, read }] : [];
  });
}

function objectOf(parts: readonly Part[], names: readonly string[]) {
  const empty = emptyObject(names);
  const reads = new Map(parts.map(({ name, read }) => [name, read]));
  const all = names.map((name) => ({ name, read: reads.get(name) ?? placeholder }));
  return (source: Source, tally: Tally): Record<string, unknown> | typeof NOT_PLAIN => {
    const object = empty();
    for (const { name, read } of all) {
      const value = read(source, tally);
      if (value === NOT_PLAIN) return NOT_PLAIN;
      object[name] = value;
    }
    return object;
  };
}

/** Keeps the place of a field that is not plain. */
const placeholder: Read = () => null;

/** Reads a field of its source. */
function fieldOf(
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  collect: Collect,
): Read | null {
  const name = nodes[0]?.name.value ?? '';
  if (name === TypeNameMetaFieldDef.name) return () => parent.name;
  const definition = parent.getFields()[name];
  const how = propertyRead(definition?.resolve ?? defaultFieldResolver);
  if (!definition || !how) return null;
  const read = valueOf(definition.type, how, nodes, collect);
  return read && ((source, tally) => read((source as Source)[name], tally));
}

function valueOf(
  type: GraphQLOutputType,
  how: PropertyRead,
  nodes: readonly FieldNode[],
  collect: Collect,
): Read | null {
  const inner = getNullableType(type);
  const read = presentOf(inner, how, nodes, collect);
  if (!read) return null;
  const nothing = isNonNullType(type) ? NOT_PLAIN : null;
  const empty = how.orEmpty ? () => [] : () => nothing;
  return (value, tally) => (value === null || value === undefined ? empty() : read(value, tally));
}

/** Of a value that is there. */
function presentOf(
  type: GraphQLOutputType,
  how: PropertyRead,
  nodes: readonly FieldNode[],
  collect: Collect,
): Read | null {
  if (isLeafType(type)) return leafOf(type, how);
  if (isListType(type)) return listOf(type.ofType, how, nodes, collect);
  if (!isObjectType(type)) return null;
  const collected = collect(type, nodes);
  const parts = partsOf(type, collected, collect);
  if (parts.length < collected.size) return null;
  const read = objectOf(parts, [...collected.keys()]);
  return (value, tally) => (isObject(value) ? read(value, tally) : NOT_PLAIN);
}

function leafOf(type: GraphQLLeafType, { counts }: PropertyRead): Read {
  return (value, tally) => {
    if (typeof value === 'function' || (typeof value === 'object' && !isObject(value))) {
      return NOT_PLAIN;
    }
    if (counts === 'weight') tally.objects += countOf(value);
    try {
      return type.serialize(value) ?? NOT_PLAIN;
    } catch {
      // The general way says what is wrong with it, and where.
      return NOT_PLAIN;
    }
  };
}

/** Lists in lists count as their resolvers count them: the outermost alone. */
const UNCOUNTED: PropertyRead = { counts: 'nothing', orEmpty: false };

function listOf(
  type: GraphQLOutputType,
  { counts }: PropertyRead,
  nodes: readonly FieldNode[],
  collect: Collect,
): Read | null {
  const read = valueOf(type, UNCOUNTED, nodes, collect);
  if (!read) return null;
  return (value, tally) => {
    if (!Array.isArray(value)) return NOT_PLAIN;
    if (counts === 'entries') tally.objects += value.length;
    const list: unknown[] = [];
    for (const item of value) {
      const completed = read(item, tally);
      if (completed === NOT_PLAIN) return NOT_PLAIN;
      list.push(completed);
    }
    return list;
  };
}

/** Neither a failure nor what comes later. */
const isObject = (value: unknown): value is Source =>
  typeof value === 'object' && value !== null && !(value instanceof Error) && !isPromise(value);
