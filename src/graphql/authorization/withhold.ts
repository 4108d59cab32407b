import { collectFields, collectSubFields } from '@graphql-tools/utils';
import type { VariableValues } from '@graphql-tools/utils';
import { GraphQLError, Kind, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { Grants, Scope } from '#access';
import { ForbiddenError } from './forbidden.ts';

/** A request as it was asked, before anything was taken out of it. */
export interface AskedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced. */
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/** What depends on more than the scopes of a field. */
export interface Withholding {
  readonly grants: Grants;
  /** As `PermittedDocument`. */
  readonly marker: string;
  /** What of a value the caller may see. */
  readonly visible: (type: GraphQLObjectType, field: string, value: unknown) => unknown;
  /** The scopes that were missing for what a field's arguments ask for. */
  readonly missingFor: (type: GraphQLObjectType, node: FieldNode) => readonly Scope[];
}

type Path = readonly (string | number)[];
type Fields = ReadonlyMap<string, FieldNode[]>;
type ObjectValue = Readonly<Record<string, unknown>>;

/** A long list has as many errors as it has objects and withheld fields: what is missing is clear before that. */
const MOST_ERRORS = 1000;

/** A value that must not be null is: whatever it stands in takes it up. */
const PROPAGATED = Symbol('propagated');

/**
 * Completes the answer to a permitted document to the shape that was asked for: a field that the caller may not see is null,
 * and an error at its path names the scopes that it lacks. In place of a list that cannot be null stands an empty one, so
 * that its siblings stay; of anything else that cannot be null the nearest object that can is, as GraphQL has it.
 */
export function withhold(
  data: ObjectValue | null,
  asked: AskedOperation,
  withholding: Withholding,
): { readonly data: ObjectValue | null; readonly errors: readonly GraphQLError[] } {
  const completion = new Completion(asked, withholding);
  return { data: data && completion.root(data), errors: completion.errors };
}

/** The root fields of an operation. */
export function rootFields({ schema, operation, variableValues, document }: AskedOperation): {
  readonly type: GraphQLObjectType;
  readonly fields: Fields;
} {
  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error('The schema has no type for the operation.');
  const { selectionSet } = operation;
  const { fields } = collectFields(
    schema,
    fragmentsIn(document),
    shared(variableValues),
    type,
    selectionSet,
  );
  return { type, fields };
}

/** In the shape that the tools share between versions of graphql. */
const shared = (coerced: AskedOperation['variableValues']): VariableValues => ({
  coerced,
  sources: {},
});

const fragmentsIn = ({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[definition.name.value, definition] as const]
        : [],
    ),
  );

class Completion {
  readonly errors: GraphQLError[] = [];
  readonly #asked: AskedOperation;
  readonly #withholding: Withholding;
  readonly #fragments: Record<string, FragmentDefinitionNode>;
  /** What is selected below nodes, by type: the objects of a list share it. */
  readonly #selected = new Map<readonly FieldNode[], Map<GraphQLObjectType, Fields>>();

  constructor(asked: AskedOperation, withholding: Withholding) {
    this.#asked = asked;
    this.#withholding = withholding;
    this.#fragments = fragmentsIn(asked.document);
  }

  root(data: ObjectValue): ObjectValue | null {
    const { type, fields } = rootFields(this.#asked);
    return this.#object(data, type, fields, []);
  }

  #object(
    value: ObjectValue,
    type: GraphQLObjectType,
    fields: Fields,
    path: Path,
  ): ObjectValue | null {
    const completed: Record<string, unknown> = {};
    for (const [responseName, nodes] of fields) {
      const field = this.#field(value[responseName], type, nodes, [...path, responseName]);
      if (field === PROPAGATED) return null;
      completed[responseName] = field;
    }
    return completed;
  }

  #field(value: unknown, type: GraphQLObjectType, nodes: FieldNode[], path: Path): unknown {
    const { grants, visible, missingFor } = this.#withholding;
    const [node] = nodes;
    const name = node?.name.value ?? '';
    const field = type.getFields()[name];
    if (name === '__typename') return type.name;
    if (!node || !field) return value;
    const missing = grants.missing(type.name, name);
    if (missing.length > 0) {
      this.#refuse(missing, nodes, path);
      return absence(field.type);
    }
    const partly = missingFor(type, node);
    if (partly.length > 0) this.#refuse(partly, nodes, path);
    return this.#complete(field.type, visible(type, name, value), nodes, path);
  }

  #refuse(missing: readonly Scope[], nodes: readonly FieldNode[], path: Path): void {
    if (this.errors.length >= MOST_ERRORS) return;
    const originalError = new ForbiddenError(missing);
    this.errors.push(new GraphQLError(originalError.message, { nodes, path, originalError }));
  }

  #complete(type: GraphQLOutputType, value: unknown, nodes: FieldNode[], path: Path): unknown {
    if (isNonNullType(type)) {
      return this.#complete(type.ofType, value, nodes, path) ?? PROPAGATED;
    }
    if (value === null || value === undefined || isLeafType(type)) return value ?? null;
    if (isListType(type)) return this.#list(type.ofType, value, nodes, path);
    const object = value as ObjectValue;
    const ofObject = isObjectType(type) ? type : this.#typeOf(object);
    const fields = this.#selectedBelow(nodes, ofObject, path);
    return fields && this.#object(object, ofObject, fields, path);
  }

  /** A directive that has no value, on what was taken out, is an error of the object that it stands in. */
  #selectedBelow(nodes: FieldNode[], type: GraphQLObjectType, path: Path): Fields | null {
    try {
      return this.#below(nodes, type);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const located = { nodes: error.nodes ?? null, path, originalError: error };
      this.errors.push(new GraphQLError(error.message, located));
      return null;
    }
  }

  #list(type: GraphQLOutputType, value: unknown, nodes: FieldNode[], path: Path): unknown {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    const completed = list.map((item, index) =>
      this.#complete(type, item, nodes, [...path, index]),
    );
    return completed.includes(PROPAGATED) ? null : completed;
  }

  /** As the object itself tells under the marker. */
  #typeOf(object: ObjectValue): GraphQLObjectType {
    const type = this.#asked.schema.getType(String(object[this.#withholding.marker]));
    if (!isObjectType(type))
      throw new Error('An object of an abstract type does not say what it is.');
    return type;
  }

  #below(nodes: FieldNode[], type: GraphQLObjectType): Fields {
    const byType = this.#selected.get(nodes) ?? new Map<GraphQLObjectType, Fields>();
    this.#selected.set(nodes, byType);
    const known = byType.get(type);
    if (known) return known;
    const { schema, variableValues } = this.#asked;
    const { fields } = collectSubFields(
      schema,
      this.#fragments,
      shared(variableValues),
      type,
      nodes,
    );
    byType.set(type, fields);
    return fields;
  }
}

/** What stands in the place of a field that is withheld. */
function absence(type: GraphQLOutputType): unknown {
  if (!isNonNullType(type)) return null;
  return isListType(type.ofType) && isNonNullType(type.ofType.ofType) ? [] : PROPAGATED;
}
