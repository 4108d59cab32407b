import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  getVariableValues,
  isNonNullType,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { Grants } from '#access';
import type { BackendAdapter } from '#backends';
import { FacetError } from '#errors';
import { userParts } from '#users';
import type { Planner } from '../planning/planner.ts';
import { argumentsOf } from '../planning/selection.ts';
import { ForbiddenError } from './forbidden.ts';
import { permittedDocument } from './permitted-document.ts';
import type { PermittedDocument } from './permitted-document.ts';
import { permittedNames } from './provenance-fields.ts';
import type { PermittedNames } from './provenance-fields.ts';
import { redactRaw, visibleKeys } from './redact-raw.ts';
import type { VisibleKeys } from './redact-raw.ts';
import { rootFields, withhold } from './withhold.ts';
import type { AskedOperation } from './withhold.ts';

type Data = Readonly<Record<string, unknown>> | null;

interface Result {
  readonly data: Data;
  readonly errors: readonly GraphQLError[];
}

/** What becomes of an operation of a caller from whom something may be withheld. */
export type Restriction =
  /** A mutation that needs more than the caller has: nothing of the document is executed. */
  | {
      readonly kind: 'refused';
      readonly result: Result;
      /** Each mutation that the caller may not make, with the scopes that it lacks: `updateUser: users:write`. */
      readonly lacks: readonly string[];
    }
  /** `document` is executed in the place of what was asked, and `complete` makes its data the answer to that. */
  | {
      readonly kind: 'restricted';
      readonly document: DocumentNode;
      readonly complete: (data: Data) => Result;
    };

/** An operation as the server has read it. */
export interface ReadOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Enforces the rules of the schema, ahead of all planning: what a caller may not see is taken out of the document before
 * anything is made of it. `docs/scopes.md` says what callers get instead.
 */
export class Restrictions {
  readonly #schema: GraphQLSchema;
  readonly #planner: Planner;
  readonly #adapters: ReadonlyMap<string, BackendAdapter>;
  readonly #permitted = new WeakMap<DocumentNode, Map<Grants, PermittedDocument>>();
  readonly #visibleKeys = new WeakMap<Grants, Map<string, VisibleKeys>>();

  constructor(schema: GraphQLSchema, planner: Planner, adapters: Iterable<BackendAdapter>) {
    this.#schema = schema;
    this.#planner = planner;
    this.#adapters = new Map([...adapters].map((adapter) => [adapter.accountType, adapter]));
  }

  of({ document, operation, variables }: ReadOperation, grants: Grants): Restriction {
    const schema = this.#schema;
    // Those that do not fit are told by the execution, which begins with them.
    const { coerced = {} } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      variables,
    );
    const asked = { schema, document, operation, variableValues: coerced };
    const refused = refusedMutation(asked, grants);
    if (refused) return { kind: 'refused', ...refused };
    const permitted = this.#permittedDocument(asked, grants);
    return {
      kind: 'restricted',
      document: permitted.document,
      complete: (data) =>
        withhold(data, asked, {
          grants,
          marker: permitted.marker,
          visible: (type, field, value) => this.#visible(type.name, field, value, grants),
          missingFor: (type, node) => this.#names(node, type, asked, grants)?.missing ?? [],
        }),
    };
  }

  /** Worked out once for a document and a caller's grants, but where variables say what is asked for. */
  #permittedDocument(asked: AskedOperation, grants: Grants): PermittedDocument {
    const { schema, document } = asked;
    const byGrants = this.#permitted.get(document) ?? new Map<Grants, PermittedDocument>();
    this.#permitted.set(document, byGrants);
    const known = byGrants.get(grants);
    if (known) return known;
    let isLasting = true;
    const permitted = permittedDocument(document, schema, grants, (node, parent) => {
      const names = this.#names(node, parent, asked, grants);
      if (names && hasVariables(node)) isLasting = false;
      return names ? withNames(node, names) : node;
    });
    if (isLasting) byGrants.set(grants, permitted);
    return permitted;
  }

  /** What the caller may see of the fields whose sources a node asks for; `null` for a node of another kind. */
  #names(
    node: FieldNode,
    { name }: GraphQLNamedType,
    { schema, variableValues }: AskedOperation,
    grants: Grants,
  ): PermittedNames | null {
    if (name !== 'User' || userParts.get(node.name.value)?.kind !== 'everySource') return null;
    const field = schema.getType(name);
    const definition = field && 'getFields' in field && field.getFields()[node.name.value];
    if (!definition || !('args' in definition)) return null;
    const { [SOURCES_OF]: fields } = argumentsOf(definition, node, { variableValues });
    return permittedNames(Array.isArray(fields) ? fields : null, grants, this.#planner);
  }

  #visible(type: string, field: string, value: unknown, grants: Grants): unknown {
    const adapter = field === 'raw' && value ? this.#adapters.get(type) : undefined;
    if (!adapter) return value;
    const byType = this.#visibleKeys.get(grants) ?? new Map<string, VisibleKeys>();
    this.#visibleKeys.set(grants, byType);
    const keys = byType.has(type) ? byType.get(type) : visibleKeys(adapter, grants);
    byType.set(type, keys ?? null);
    return keys ? redactRaw(value, keys) : value;
  }
}

/** The argument that lists the fields whose sources are asked for. */
const SOURCES_OF = 'fields';

/** A document with a mutation that the caller may not make: the others, also those before it, are not made either. */
function refusedMutation(
  asked: AskedOperation,
  grants: Grants,
): { readonly result: Result; readonly lacks: readonly string[] } | null {
  if (asked.operation.operation !== OperationTypeNode.MUTATION) return null;
  const { type, fields } = rootFields(asked);
  const missingOf = ([node]: readonly FieldNode[]) =>
    node && type.getFields()[node.name.value] ? grants.missing(type.name, node.name.value) : [];
  if (![...fields.values()].some((nodes) => missingOf(nodes).length > 0)) return null;
  const errors = [...fields].map(([responseName, nodes]) => {
    const missing = missingOf(nodes);
    const originalError = missing.length > 0 ? new ForbiddenError(missing) : NOT_MADE;
    const place = { nodes, path: [responseName], originalError };
    return new GraphQLError(originalError.message, place);
  });
  const isNullable = ([node]: readonly FieldNode[]): boolean =>
    !isNonNullType(node && type.getFields()[node.name.value]?.type);
  const nulls = Object.fromEntries([...fields.keys()].map((responseName) => [responseName, null]));
  const lacks = [...fields.values()].flatMap((nodes) => {
    const missing = missingOf(nodes);
    return missing.length === 0 ? [] : [`${nodes[0]?.name.value}: ${missing.join(' ')}`];
  });
  return { result: { data: [...fields.values()].every(isNullable) ? nulls : null, errors }, lacks };
}

const NOT_MADE = new FacetError(
  'FORBIDDEN',
  'Nothing was done, since the document has another mutation that the caller may not make. Send this one by itself.',
);

function hasVariables(node: FieldNode): boolean {
  let found = false;
  for (const argument of node.arguments ?? []) {
    visit(argument, { Variable: () => void (found = true) });
  }
  return found;
}

/** The field with the names that are left, written out. */
function withNames(node: FieldNode, { names }: PermittedNames): FieldNode {
  if (names === null) return node;
  const values = names.map((value) => ({ kind: Kind.STRING, value }) as const);
  const argument = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: SOURCES_OF },
    value: { kind: Kind.LIST, values },
  } as const;
  return { ...node, arguments: [argument] };
}
