import { collectFields, collectSubFields } from '@graphql-tools/utils';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  defaultFieldResolver,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLAbstractType,
  GraphQLField,
  GraphQLLeafType,
  GraphQLList,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { emptyObject } from '#users';
import { isShort, propertyRead } from '../../limits/bounded.ts';
import { argumentsMaker } from './arguments.ts';
import { Container, whenThere } from './pending.ts';
import { NOT_PLAIN, plainFields } from './plain.ts';
import { unifier } from './unify.ts';
import { PENDING } from './run.ts';
import { isIterable, isPromise, propertyOf, serialized } from './values.ts';
import type { Complete, Execute, Path, Position, Run, Selection } from './run.ts';

/**
 * Works out once for a document what graphql-js works out for every object of every answer: which fields are selected, how
 * their arguments are made, what becomes of their values. `null` for what is not plain: mutations, directives, introspection.
 *
 * It is the algorithm of graphql-js (`execution/execute.js`), and graphql-js is the reference: it executes whatever is not
 * plain, and `test/graphql/prepared` holds both to the same answers.
 */
export function prepare(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Selection | null {
  const type = schema.getQueryType();
  const isQuery = operation.operation === OperationTypeNode.QUERY;
  if (!type || !isQuery || !isPlain(document)) return null;
  return new Preparation(schema, document, operation).root(type);
}

function isPlain(document: DocumentNode): boolean {
  let isPlainSoFar = true;
  const refuse = (): void => void (isPlainSoFar = false);
  visit(document, {
    Directive: refuse,
    Field: ({ name, alias }) => {
      if (name.value === '__schema' || name.value === '__type') refuse();
      // An object takes it for something else.
      if (alias?.value === '__proto__') refuse();
    },
  });
  return isPlainSoFar;
}

const NO_VARIABLES = { coerced: {}, sources: {} };
const ROOT: Position = { nodes: [], isNullable: false };

/** One field of a document. */
interface Site {
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
}

class Preparation {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: Record<string, FragmentDefinitionNode>;

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = Object.fromEntries(fragments.map((one) => [one.name.value, one]));
  }

  root(type: GraphQLObjectType): Selection {
    const { selectionSet } = this.#operation;
    const { fields } = collectFields(
      this.#schema,
      this.#fragments,
      NO_VARIABLES,
      type,
      selectionSet,
    );
    return this.#fields(type, fields, ROOT);
  }

  /** `executeFields`. */
  #fields(
    type: GraphQLObjectType,
    collected: ReadonlyMap<string, FieldNode[]>,
    position: Position,
  ): Selection {
    const fields = [...collected].map(
      ([name, nodes]) => [name, this.#field(type, name, nodes)] as const,
    );
    const empty = emptyObject([...collected.keys()]);
    const collect = (inner: GraphQLObjectType, nodes: readonly FieldNode[]) =>
      this.#selected(inner, nodes);
    const plain = plainFields(type, collected, collect);
    const others = fields.filter(([name]) => !plain?.names.has(name));
    const unifyOf = unifier(others.map(([name]) => name));
    return (run, source, holder, key, path) => {
      const begun = plain ? plain.complete(run, source, others.length > 0) : NOT_PLAIN;
      if (begun !== NOT_PLAIN && others.length === 0) return begun;
      const object = begun === NOT_PLAIN ? empty() : begun;
      const unify = begun === NOT_PLAIN ? null : unifyOf(source);
      const container = new Container(object, run.failures, holder, key, position, path, unify);
      try {
        for (const [name, execute] of begun === NOT_PLAIN ? fields : others) {
          container.put(name, execute(run, source, container, path));
        }
      } catch (error) {
        return container.broken(error);
      }
      return container.whole();
    };
  }

  /** `executeField`. */
  #field(parentType: GraphQLObjectType, responseName: string, nodes: FieldNode[]): Execute {
    const [node] = nodes;
    const name = node?.name.value ?? '';
    if (name === TypeNameMetaFieldDef.name) return () => parentType.name;
    const definition = parentType.getFields()[name];
    if (!node || !definition) throw new Error(`${parentType.name} has no field ${name}.`);
    const { type, resolve = defaultFieldResolver } = definition;
    const position = { nodes, isNullable: !isNonNullType(type) };
    const site = { parentType, definition, nodes };
    const complete = this.#completion(type, position, site);
    const args = argumentsMaker(definition, node);
    const isProperty = resolve === defaultFieldResolver;
    const execute: Execute = (run, source, holder, prev) => {
      const path: Path = { prev, key: responseName, typename: parentType.name };
      try {
        let value = isProperty ? propertyOf(source, name) : undefined;
        if (!isProperty || typeof value === 'function') {
          value = resolve(source, args(run), run.context, this.#info(run, site, path));
        }
        if (!isPromise(value)) return complete(run, value, holder, responseName, path);
        whenThere(value, complete, run, position, holder, responseName, path);
        return PENDING;
      } catch (raw) {
        return run.failures.nullOrThrow(raw, position, path);
      }
    };
    return propertyRead(resolve) && isLeafType(type) ? shortProperty(name, type, execute) : execute;
  }

  /** `completeValue`. */
  #completion(type: GraphQLOutputType, position: Position, site: Site): Complete {
    if (isNonNullType(type)) {
      const complete = this.#completion(type.ofType, position, site);
      return (run, value, holder, key, path) => {
        const completed = complete(run, value, holder, key, path);
        if (completed !== null) return completed;
        throw new Error(`Cannot return null for non-nullable field ${nameOf(site)}.`);
      };
    }
    if (isListType(type)) return this.#list(type, position, site);
    if (isLeafType(type)) return orNull((_run, value) => serialized(type, value));
    if (isAbstractType(type)) return this.#abstract(type, position, site);
    return orNull(this.#object(type, position));
  }

  /** `completeListValue`. */
  #list({ ofType }: GraphQLList<GraphQLOutputType>, list: Position, site: Site): Complete {
    const position = { nodes: list.nodes, isNullable: !isNonNullType(ofType) };
    const complete = this.#completion(ofType, position, site);
    const item: Complete = (run, value, holder, key, prev) => {
      const path: Path = { prev, key, typename: undefined };
      try {
        if (!isPromise(value)) return complete(run, value, holder, key, path);
        whenThere(value, complete, run, position, holder, key, path);
        return PENDING;
      } catch (raw) {
        return run.failures.nullOrThrow(raw, position, path);
      }
    };
    return orNull((run, value, holder, key, path) => {
      if (!isIterable(value)) {
        throw new GraphQLError(
          `Expected Iterable, but did not find one for field "${nameOf(site)}".`,
        );
      }
      const container = new Container([], run.failures, holder, key, list, path);
      let index = 0;
      try {
        for (const one of value) {
          container.put(index, item(run, one, container, index, path));
          index += 1;
        }
      } catch (error) {
        container.abandon();
        throw error;
      }
      return container.whole();
    });
  }

  /** `completeAbstractValue`; our types say at once what an object is. */
  #abstract(type: GraphQLAbstractType, position: Position, site: Site): Complete {
    const selections = new Map<string, Selection>();
    const selectionOf = (name: string): Selection => {
      const known = selections.get(name);
      if (known) return known;
      const object = this.#schema.getType(name);
      if (!isObjectType(object) || !this.#schema.isSubType(type, object)) {
        throw new GraphQLError(`"${name}" is not a possible type for "${type.name}".`);
      }
      const selection = this.#object(object, position);
      selections.set(name, selection);
      return selection;
    };
    return orNull((run, value, holder, key, path) => {
      const name = type.resolveType?.(value, run.context, this.#info(run, site, path), type);
      if (typeof name !== 'string') {
        throw new GraphQLError(`"${type.name}" must resolve to an Object type at ${nameOf(site)}.`);
      }
      return selectionOf(name)(run, value, holder, key, path);
    });
  }

  /** `collectSubfields`. */
  #object(type: GraphQLObjectType, position: Position): Selection {
    return this.#fields(type, this.#selected(type, position.nodes), position);
  }

  #selected(type: GraphQLObjectType, nodes: readonly FieldNode[]): Map<string, FieldNode[]> {
    return collectSubFields(this.#schema, this.#fragments, NO_VARIABLES, type, [...nodes]).fields;
  }

  /** `buildResolveInfo`. */
  #info(run: Run, { parentType, definition, nodes }: Site, path: Path): GraphQLResolveInfo {
    return {
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path,
      schema: this.#schema,
      fragments: this.#fragments,
      rootValue: undefined,
      operation: this.#operation,
      variableValues: run.variables,
    };
  }
}

/** The way of most values: text that is not long, a number, a truth value. Nothing can go wrong but the type's own judgement. */
const shortProperty =
  (name: string, type: GraphQLLeafType, execute: Execute): Execute =>
  (run, source, holder, parent) => {
    const value = propertyOf(source, name);
    if (value === null) return null;
    if (!isShort(value)) return execute(run, source, holder, parent);
    try {
      return serialized(type, value);
    } catch {
      // Once more with its place in the answer.
      return execute(run, source, holder, parent);
    }
  };

const orNull =
  (complete: Complete): Complete =>
  (run, value, holder, key, path) => {
    if (value instanceof Error) throw value;
    return value === null || value === undefined ? null : complete(run, value, holder, key, path);
  };

const nameOf = ({ parentType, definition }: Site): string =>
  `${parentType.name}.${definition.name}`;
