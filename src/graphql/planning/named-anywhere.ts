import { GraphQLError, Kind, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
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
 * The names asked for anywhere in an operation, of whomever. Two fields may come to the same person, one of them later: behind
 * an edge (`reportees`), or since another of its list had to be looked up at a backend first. So whoever is asked for names is
 * asked for all of these at once, and no account costs two calls.
 */
export function namedAnywhere(info: Info, shaping: ReadShapingFields): readonly NamesAsked[] {
  const root = info.schema.getRootType(info.operation.operation);
  const walk = new Walk(info, shaping);
  if (root) walk.selections(info.operation.selectionSet, root);
  return walk.asks;
}

class Walk {
  readonly asks: NamesAsked[] = [];
  readonly #info: Info;
  readonly #shaping: ReadShapingFields;
  readonly #variables: VariableValues;
  // Each is walked once, so nested spreads cannot make this exponential.
  readonly #walked = new Set<FragmentDefinitionNode>();

  constructor(info: Info, shaping: ReadShapingFields) {
    this.#info = info;
    this.#shaping = shaping;
    this.#variables = coerced(info);
  }

  selections(set: SelectionSetNode, parent: GraphQLNamedType): void {
    for (const selection of set.selections) {
      if (this.#isIncluded(selection)) this.#selection(selection, parent);
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

  #selection(selection: SelectionNode, parent: GraphQLNamedType): void {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = this.#type(selection.typeCondition?.name.value) ?? parent;
      return this.selections(selection.selectionSet, type);
    }
    const fragment = this.#info.fragments[selection.name.value];
    const type = this.#type(fragment?.typeCondition.name.value);
    if (!fragment || !type || this.#walked.has(fragment)) return;
    this.#walked.add(fragment);
    this.selections(fragment.selectionSet, type);
  }

  #field(node: FieldNode, parent: GraphQLNamedType): void {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return;
    const field = parent.getFields()[node.name.value];
    if (!field) return;
    const shapes = this.#shaping.get(node.name.value);
    if (shapes) this.#ask(shapes, argumentsOf(field, node, this.#info)[shapes.argument]);
    if (node.selectionSet) this.selections(node.selectionSet, getNamedType(field.type));
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
