import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  Kind,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parseValue,
  print,
} from 'graphql';
import type { KnownPerson } from '../api/facts.ts';
import { literal } from '../literal.ts';
import { type Part, type Place, keyOf, selected } from './place.ts';
import { sampleArguments } from './samples.ts';

export interface EditContext {
  readonly schema: GraphQLSchema;
  /** Whose identifier stands where one is needed. */
  readonly person: KnownPerson | null;
}

/** A document with a field selected that was not, or the other way round; its parents come and go with it. */
export function toggled(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  place: Place,
  context: EditContext,
): DocumentNode {
  const root = context.schema.getRootType(operation.operation);
  if (!root) return document;
  const selectionSet = toggledIn(operation.selectionSet, root, place, context) ?? EMPTY;
  const changed = { ...operation, selectionSet };
  return {
    ...document,
    definitions: document.definitions.map((one) => (one === operation ? changed : one)),
  };
}

/** A document as text, with the comment that it began with; an operation without fields as nothing. */
export function textOf(document: DocumentNode, former: string): string {
  const [comment = ''] = /^(?:\s*#[^\n]*\n|\s*\n)*/.exec(former) ?? [];
  const definitions = document.definitions.filter(
    (one) => one.kind !== Kind.OPERATION_DEFINITION || one.selectionSet.selections.length > 0,
  );
  return `${comment}${print({ ...document, definitions })}\n`;
}

const EMPTY: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

/** `null` when nothing is left. */
function toggledIn(
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  [part, ...rest]: Place,
  context: EditContext,
): SelectionSetNode | null {
  if (!part) return set;
  const known = selected(set, part);
  const others = set.selections.filter((one) => one !== known);
  const inner = innerType(type, part, context);
  if (known && rest.length > 0 && inner) {
    const changed = toggledIn(known.selectionSet ?? EMPTY, inner, rest, context);
    if (changed) {
      return {
        ...set,
        selections: set.selections.map((one) =>
          one === known ? { ...known, selectionSet: changed } : one,
        ),
      };
    }
  }
  if (known) return others.length > 0 ? { ...set, selections: others } : null;
  const added = newSelection(type, part, rest, context);
  return added ? { ...set, selections: [...set.selections, added] } : set;
}

function innerType(
  type: GraphQLCompositeType,
  part: Part,
  { schema }: EditContext,
): GraphQLCompositeType | null {
  const inner = 'on' in part ? schema.getType(part.on) : namedTypeOf(fieldOf(type, part));
  return isCompositeType(inner) ? inner : null;
}

const namedTypeOf = (field: GraphQLField<unknown, unknown> | undefined) =>
  field && getNamedType(field.type);

const fieldOf = (type: GraphQLCompositeType, part: Part) =>
  'field' in part && (isObjectType(type) || isInterfaceType(type))
    ? type.getFields()[part.field]
    : undefined;

function newSelection(
  type: GraphQLCompositeType,
  part: Part,
  rest: Place,
  context: EditContext,
): SelectionNode | null {
  const inner = innerType(type, part, context);
  const wanted = rest.length > 0 ? rest : inner && [firstOf(inner)];
  const selectionSet = inner && wanted ? toggledIn(EMPTY, inner, wanted, context) : null;
  if ('on' in part) {
    if (!selectionSet) return null;
    const name = { kind: Kind.NAME, value: part.on } as const;
    const typeCondition = { kind: Kind.NAMED_TYPE, name } as const;
    return { kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet };
  }
  const field = fieldOf(type, part);
  if (!field) return null;
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: keyOf(part) },
    arguments: sampleArguments(field.args, context.person).map(argumentNode),
    ...(selectionSet && { selectionSet }),
  } satisfies FieldNode;
}

const argumentNode = ([name, value]: readonly [string, unknown]): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: name },
  value: parseValue(literal(value)),
});

/** What a selection begins with: the first field that needs nothing more, its id ahead of others. */
function firstOf(type: GraphQLCompositeType): Part {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const simple = fields.find(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
  return { field: simple?.name ?? '__typename' };
}
