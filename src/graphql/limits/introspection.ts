import {
  GraphQLError,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  isObjectType,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** What an operation may make the schema answer: all that tools ask of it, more than twice. */
const MOST_BYTES = 512 * 1024;

/** Around a value in JSON: quotes, colon and comma. */
const PUNCTUATION = 4;

/** A request as far as what it asks of the schema goes. */
export interface IntrospectionAsked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Why an operation that asks for the schema itself is not executed: nobody is told it, unless it `isTold`, or it asks for too
 * much of it. `null` when it asks for no more than others do. Introspection has no resolvers of ours, so that no other
 * budget sees it.
 */
export function introspectionProblem(
  asked: IntrospectionAsked,
  isTold: boolean,
): GraphQLError | null {
  if (!asksOfSchema(asked)) return null;
  if (!isTold) {
    return new GraphQLError(
      'Introspection is switched off here. Its operator has the schema: "npx facet schema" prints it.',
      { nodes: asked.operation, extensions: { code: 'FORBIDDEN' } },
    );
  }
  if (new Measure(asked).fits()) return null;
  return new GraphQLError(
    'One answer may describe at most 512 KiB of the schema. Ask for less of `__schema` and `__type` at once.',
    { nodes: asked.operation, extensions: { code: 'BUDGET_EXCEEDED' } },
  );
}

const ROOTS: Readonly<Record<string, GraphQLField<unknown, unknown>>> = {
  [SchemaMetaFieldDef.name]: SchemaMetaFieldDef,
  [TypeMetaFieldDef.name]: TypeMetaFieldDef,
};

const known = new WeakMap<OperationDefinitionNode, boolean>();

/** Looked up once for an operation: hardly any asks. */
function asksOfSchema({ document, operation }: IntrospectionAsked): boolean {
  const before = known.get(operation);
  if (before !== undefined) return before;
  const asks = fieldsIn(operation.selectionSet, fragmentsOf(document)).some(
    ({ name }) => name.value in ROOTS,
  );
  known.set(operation, asks);
  return asks;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );

/** The fields of a selection, fragments opened; `@skip` and `@include` do not matter to a bound. */
function fieldsIn(set: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : fragments.get(selection.name.value)?.selectionSet;
    return inner ? fieldsIn(inner, fragments) : [];
  });
}

/** Adds up what an answer would hold, until it is too much. */
class Measure {
  readonly #info: GraphQLResolveInfo;
  readonly #fragments: Fragments;
  readonly #operation: OperationDefinitionNode;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #fields = new Map<SelectionSetNode, readonly FieldNode[]>();
  #left = MOST_BYTES;

  constructor({ schema, document, operation, variables }: IntrospectionAsked) {
    this.#fragments = fragmentsOf(document);
    this.#operation = operation;
    this.#variables =
      getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced ?? {};
    // All that the resolvers of introspection look at.
    this.#info = { schema } as GraphQLResolveInfo;
  }

  fits(): boolean {
    for (const node of this.#fieldsOf(this.#operation.selectionSet)) {
      const field = ROOTS[node.name.value];
      if (field) this.#field(node, field, null);
    }
    return this.#left >= 0;
  }

  #field(node: FieldNode, field: GraphQLField<unknown, unknown>, source: unknown): void {
    const { value: name } = node.alias ?? node.name;
    this.#left -= name.length + PUNCTUATION;
    const args = this.#argumentsOf(node, field);
    // One that cannot be had is an error where it stands.
    if (args)
      this.#value(node, getNamedType(field.type), field.resolve?.(source, args, null, this.#info));
  }

  #value(node: FieldNode, type: GraphQLNamedType, value: unknown): void {
    if (this.#left < 0) return;
    if (Array.isArray(value)) {
      for (const one of value) this.#value(node, type, one);
    } else if (typeof value === 'string') this.#left -= value.length;
    else if (isObjectType(type) && node.selectionSet && value !== null && value !== undefined) {
      this.#left -= PUNCTUATION;
      this.#object(node.selectionSet, type.getFields(), value);
    } else this.#left -= PUNCTUATION;
  }

  #object(
    set: SelectionSetNode,
    fields: Readonly<Record<string, GraphQLField<unknown, unknown>>>,
    source: unknown,
  ): void {
    for (const node of this.#fieldsOf(set)) {
      const field = fields[node.name.value];
      if (field) this.#field(node, field, source);
      else this.#left -= node.name.value.length + PUNCTUATION;
      if (this.#left < 0) return;
    }
  }

  #fieldsOf(set: SelectionSetNode): readonly FieldNode[] {
    const fields = this.#fields.get(set) ?? fieldsIn(set, this.#fragments);
    this.#fields.set(set, fields);
    return fields;
  }

  #argumentsOf(
    node: FieldNode,
    field: GraphQLField<unknown, unknown>,
  ): Readonly<Record<string, unknown>> | null {
    if (field.args.length === 0) return {};
    try {
      return getArgumentValues(field, node, this.#variables);
    } catch (error) {
      if (error instanceof GraphQLError) return null;
      throw error;
    }
  }
}
