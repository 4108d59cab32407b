import { Kind, getNamedType, isAbstractType, isCompositeType, isObjectType, visit } from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  FieldNode,
  GraphQLCompositeType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { Grants } from '#access';

/** What is left of a document for one caller. */
export interface PermittedDocument {
  readonly document: DocumentNode;
  /** The response name under which each object of an abstract type says what it is. */
  readonly marker: string;
}

/** Replaces a field whose arguments ask for what the caller may not see. */
export type Narrow = (node: FieldNode, parent: GraphQLNamedType) => FieldNode;

/**
 * A document without the fields that a caller may not see, so that nothing is planned, called or executed for them. Of an
 * interface a field goes where the rules of the object say so: it is asked of the others by a fragment for each. Directives,
 * variables and names stay as they are; a selection in which nothing is left asks for the type's name.
 */
export function permittedDocument(
  document: DocumentNode,
  schema: GraphQLSchema,
  grants: Grants,
  narrow: Narrow,
): PermittedDocument {
  const marker = freeAlias(document);
  const pruning = new Pruning(schema, grants, narrow, marker);
  const definitions = document.definitions.map((definition) => pruning.definition(definition));
  return { document: { ...document, definitions }, marker };
}

class Pruning {
  readonly #schema: GraphQLSchema;
  readonly #grants: Grants;
  readonly #narrow: Narrow;
  readonly #marker: FieldNode;

  constructor(schema: GraphQLSchema, grants: Grants, narrow: Narrow, marker: string) {
    this.#schema = schema;
    this.#grants = grants;
    this.#narrow = narrow;
    this.#marker = { ...fieldNamed('__typename'), alias: nameNode(marker) };
  }

  definition(definition: DefinitionNode): DefinitionNode {
    const type = this.#typeOf(definition);
    if (!isCompositeType(type) || !('selectionSet' in definition)) return definition;
    return { ...definition, selectionSet: this.#selections(definition.selectionSet, type) };
  }

  #typeOf(definition: DefinitionNode): GraphQLNamedType | null | undefined {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      return this.#schema.getRootType(definition.operation);
    }
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) return null;
    return this.#schema.getType(definition.typeCondition.name.value);
  }

  #selections(set: SelectionSetNode, parent: GraphQLCompositeType): SelectionSetNode {
    const selections = set.selections.flatMap((selection) => this.#selection(selection, parent));
    const isMarked = selections.length === 0 || isAbstractType(parent);
    return { ...set, selections: isMarked ? [...selections, this.#marker] : selections };
  }

  #selection(selection: SelectionNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    switch (selection.kind) {
      case Kind.FIELD:
        return this.#field(selection, parent);
      case Kind.INLINE_FRAGMENT: {
        const condition = selection.typeCondition?.name.value;
        const type = condition === undefined ? parent : this.#schema.getType(condition);
        if (!isCompositeType(type)) return [selection];
        return [{ ...selection, selectionSet: this.#selections(selection.selectionSet, type) }];
      }
      case Kind.FRAGMENT_SPREAD:
        // What it spreads is pruned where it is defined.
        return [selection];
    }
  }

  #field(node: FieldNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    const name = node.name.value;
    if (name.startsWith('__')) return [node];
    const possible = isObjectType(parent) ? [parent] : this.#schema.getPossibleTypes(parent);
    const permitted = possible.filter((type) => this.#grants.missing(type.name, name).length === 0);
    if (permitted.length === 0) return [];
    const pruned = this.#narrow(this.#below(node, parent), parent);
    if (permitted.length === possible.length) return [pruned];
    return permitted.map((type) => onlyOn(type, pruned));
  }

  #below(node: FieldNode, parent: GraphQLCompositeType): FieldNode {
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return node;
    return { ...node, selectionSet: this.#selections(node.selectionSet, type) };
  }
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;

const fieldNamed = (name: string) => ({ kind: Kind.FIELD, name: nameNode(name) }) as const;

const onlyOn = (type: GraphQLObjectType, node: FieldNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(type.name) },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [node] },
});

/** A response name that the document has not. */
function freeAlias(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void used.add((alias ?? name).value) });
  let alias = 'facetTypename';
  while (used.has(alias)) alias += '_';
  return alias;
}
