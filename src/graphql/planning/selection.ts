import { collectSubFields } from '@graphql-tools/utils';
import type { VariableValues } from '@graphql-tools/utils';
import { GraphQLError, getArgumentValues, getNamedType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import type { NamesAsked } from '#users';

/** One field of a selection: merged nodes under one response name. */
export interface SelectedField {
  readonly name: string;
  readonly responseName: string;
  readonly nodes: readonly FieldNode[];
  /** The coerced value of one of its arguments. */
  readonly argument: (name: string) => unknown;
}

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** What is selected of an object type below some nodes; fragments, aliases, `@skip` and `@include` understood. */
export function selectedFields(
  info: Info,
  typeName: string,
  nodes: readonly FieldNode[],
): readonly SelectedField[] {
  const type = objectType(info, typeName);
  const { fields } = collectSubFields(info.schema, info.fragments, coerced(info), type, [...nodes]);
  return [...fields].map(([responseName, merged]) =>
    selectedField(info, type, responseName, merged),
  );
}

/** Variables in the shape that the tools share between versions of graphql. */
export function coerced({ variableValues }: Pick<Info, 'variableValues'>): VariableValues {
  return { coerced: variableValues, sources: {} };
}

function selectedField(
  info: Info,
  type: GraphQLObjectType,
  responseName: string,
  nodes: readonly FieldNode[],
): SelectedField {
  const node = nodes[0];
  const name = node?.name.value ?? '';
  return {
    name,
    responseName,
    nodes,
    argument: (argument) => {
      const definition = type.getFields()[name];
      return definition && node ? argumentsOf(definition, node, info)[argument] : undefined;
    },
  };
}

/**
 * The coerced arguments of a field. None where they cannot be had (`null` for a variable with a default value): that is an
 * error of the field itself, which graphql-js tells, and costs nothing.
 */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  { variableValues }: Pick<Info, 'variableValues'>,
): Readonly<Record<string, unknown>> {
  try {
    return getArgumentValues(field, node, variableValues);
  } catch (error) {
    if (error instanceof GraphQLError) return {};
    throw error;
  }
}

export function objectType({ schema }: Pick<Info, 'schema'>, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`The schema has no object type ${name}.`);
  return type;
}

/** Whether a name is that of a nested object, by the paths of all fields. */
export function isGroup(paths: Iterable<string>, name: string): boolean {
  for (const path of paths) if (path.startsWith(`${name}.`)) return true;
  return false;
}

/** The dotted names of what is selected of a nested object such as `location`. */
export function nestedFields(
  info: Info,
  typeName: string,
  selected: SelectedField,
): readonly { name: string; path: readonly string[] }[] {
  const field = objectType(info, typeName).getFields()[selected.name];
  const type = field && getNamedType(field.type);
  if (!isObjectType(type) || type.getFields()['id']) return [];
  return selectedFields(info, type.name, selected.nodes).map((nested) => ({
    name: `${selected.name}.${nested.name}`,
    path: [selected.responseName, nested.responseName],
  }));
}

/** The names in an argument; `null` when it is left out or null. */
export function namesOf(selected: SelectedField, argument: string): NamesAsked {
  const names = selected.argument(argument);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : null;
}
