import { GraphQLError, Kind, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type {
  FieldNode,
  GraphQLNamedType,
  GraphQLResolveInfo,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { shouldIncludeNode } from '@graphql-tools/utils';
import type { VariableValues } from '@graphql-tools/utils';
import type { NamesAsked, ReadShapingFields, ReadShapingKind } from '#users';
import { argumentsOf, coerced } from './selection.ts';

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'operation'>;

/**
 * The names asked for behind a second edge anywhere in an operation (`user { reportees { details(names: …) } }`).
 * Such an edge may lead back to anyone, so that whoever is asked for names is asked for these as well, and no account
 * costs two calls.
 */
export function namedBehindEdges(info: Info, shaping: ReadShapingFields): readonly NamesAsked[] {
  const root = info.schema.getRootType(info.operation.operation);
  const walk = new Walk(info, shaping);
  if (root) walk.selections(info.operation.selectionSet, root, 0);
  return walk.asks;
}

class Walk {
  readonly asks: NamesAsked[] = [];
  readonly #info: Info;
  readonly #shaping: ReadShapingFields;
  readonly #variables: VariableValues;
  // A fragment is walked once for each side of the line, so nested spreads cannot make this exponential.
  readonly #walked = new Set<string>();

  constructor(info: Info, shaping: ReadShapingFields) {
    this.#info = info;
    this.#shaping = shaping;
    this.#variables = coerced(info);
  }

  selections(set: SelectionSetNode, parent: GraphQLNamedType, edges: number): void {
    for (const selection of set.selections) {
      if (this.#isIncluded(selection)) this.#selection(selection, parent, edges);
    }
  }

  /** A directive that has no value is an error of the object that it stands in, and of no other. */
  #isIncluded(selection: SelectionNode): boolean {
    try {
      return shouldIncludeNode(this.#variables, selection);
    } catch (error) {
      if (error instanceof GraphQLError) return false;
      throw error;
    }
  }

  #selection(selection: SelectionNode, parent: GraphQLNamedType, edges: number): void {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent, edges);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = this.#type(selection.typeCondition?.name.value) ?? parent;
      return this.selections(selection.selectionSet, type, edges);
    }
    const fragment = this.#info.fragments[selection.name.value];
    const id = `${selection.name.value} ${edges >= 2}`;
    const type = this.#type(fragment?.typeCondition.name.value);
    if (!fragment || !type || this.#walked.has(id)) return;
    this.#walked.add(id);
    this.selections(fragment.selectionSet, type, edges);
  }

  #field(node: FieldNode, parent: GraphQLNamedType, edges: number): void {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return;
    const field = parent.getFields()[node.name.value];
    if (!field) return;
    const shapes = edges >= 2 ? this.#shaping.get(node.name.value) : undefined;
    if (shapes) this.#ask(shapes, argumentsOf(field, node, this.#info)[shapes.argument]);
    const type = getNamedType(field.type);
    const crosses = isEdge(parent, type);
    if (node.selectionSet) this.selections(node.selectionSet, type, crosses ? edges + 1 : edges);
  }

  #ask({ kind }: ReadShapingKind, asked: unknown): void {
    if (kind === 'namedValues') this.asks.push(Array.isArray(asked) ? asked : null);
    // Provenance shows all that there is.
    if (kind === 'everySource' && this.#showsNamedValues(asked)) this.asks.push(null);
  }

  #showsNamedValues(fields: unknown): boolean {
    if (!Array.isArray(fields)) return true;
    return fields.some((name) => this.#shaping.get(name)?.kind === 'namedValues');
  }

  #type(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#info.schema.getType(name);
  }
}

/** Whether a field starts a descent of its own: it returns an object with an id, other than a user's own accounts. */
function isEdge(parent: GraphQLNamedType, type: GraphQLNamedType): boolean {
  if (type.name === '_Entity') return true;
  const isNode =
    (isObjectType(type) || isInterfaceType(type)) &&
    (type.name === 'Node' || type.getInterfaces().some(({ name }) => name === 'Node'));
  const ownAccount = parent.name === 'User' && type.name !== 'User';
  return isNode && !ownAccount;
}
