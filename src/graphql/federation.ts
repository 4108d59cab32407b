import { Kind, parse, print, visit } from 'graphql';
import type {
  ConstDirectiveNode,
  ConstValueNode,
  DefinitionNode,
  DocumentNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  ValueNode,
} from 'graphql';
import { RULES } from '#access';

/** Newer than what composition takes for granted, which is the specification of 2021. */
const ONE_OF = 'directive @oneOf on INPUT_OBJECT';

/** The specification that `schema/federation.graphql` links: its directives, as far as the SDL uses them. */
const DIRECTIVES = `
  directive @link(url: String!, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
  directive @key(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @shareable repeatable on OBJECT | FIELD_DEFINITION
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[federation__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM

  "A name that a schema takes from a specification."
  scalar link__Import
  "A selection of fields as text, such as \`corpId ref\`."
  scalar federation__FieldSet
  "What a caller may be allowed, such as \`users:read\`."
  scalar federation__Scope
  "What a schema needs a specification for."
  enum link__Purpose {
    "To keep to rules of security: without it the schema must not be served."
    SECURITY
    "To execute what is asked: without it the schema cannot be served."
    EXECUTION
  }
`;

/** What a gateway calls. The union is of every type that has a key. */
const gatewayFields = (entities: readonly string[]): string => `
  "A reference to an entity: its \`__typename\` and the fields of its \`@key\`."
  scalar _Any
  "Whatever another subgraph of a federation may refer to."
  union _Entity = ${entities.join(' | ')}
  "This server as a subgraph of a federation."
  type _Service @authenticated {
    "The schema in the form that gateways compose."
    sdl: String
  }
  extend type Query {
    "For gateways: what the references stand for, in their order; null for one that nobody knows."
    _entities(
      """
      The references, repetitions allowed. The budget of backend calls goes by their number: one for each started 100.
      """
      representations: [_Any!]!
    ): [_Entity]! @requiresScopes(scopes: [["users:read"]])
    "For gateways: this server as a subgraph."
    _service: _Service! @authenticated
  }
`;

/** Federation's part of the schema: what our SDL takes for granted (Apollo Federation 2, "Subgraph specification"). */
export function federationPart({ definitions }: DocumentNode): DocumentNode {
  const entities = definitions.filter(isEntity).map(({ name }) => name.value);
  return parse(DIRECTIVES + gatewayFields(entities));
}

const isEntity = (definition: DefinitionNode): definition is ObjectTypeDefinitionNode =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
  definition.directives?.some(({ name }) => name.value === 'key') === true;

/** One object behind a gateway may be any subgraph's, and no subgraph can say so for all of them. */
const NODE_FIELDS = new Set(['node', 'nodes']);

/**
 * The SDL that gateways compose, `Query._service`: as it was written, with a definition of every directive that it uses and
 * does not import. What gateways call (`_entities`, `_service`) is not in it: composition adds its own.
 *
 * `Query.node` and `nodes` are left out unless they are kept. Beside another Relay subgraph, Apollo's composition refuses them
 * even when both are `@shareable`, since the objects that the two find have no type in common; where they compose, the gateway
 * asks one of the two for the other's objects.
 *
 * The root types, `Node`, `PageInfo` and scalars come without their descriptions, scalars without `@specifiedBy` too: other
 * subgraphs have them as well, and the composition warns of each word that differs. `PageInfo` comes without its rule of
 * access, which would hold for the pages of every subgraph: the fields that lead to a page have theirs.
 */
export function subgraphSdl(documents: () => DocumentNode, keeps: Kept): () => string {
  let sdl: string | undefined;
  return () => (sdl ??= `${print(composable(documents(), keeps))}\n\n${ONE_OF}\n`);
}

/** What the SDL for gateways says, and what it leaves to Facet alone. */
export interface Kept {
  /** `Query.node` and `nodes`. */
  readonly node: boolean;
  /** Who may have which field. `@apollo/gateway` refuses a supergraph with rules, which Apollo Router and Hive Gateway enforce. */
  readonly rules: boolean;
}

const composable = (documents: DocumentNode, keeps: Kept): DocumentNode =>
  visit(keeps.rules ? documents : withoutRules(documents), {
    ScalarTypeDefinition: (node) => ({ ...withoutDescription(node), directives: [] }),
    InterfaceTypeDefinition: (node) => (node.name.value === 'Node' ? undescribed(node) : false),
    ObjectTypeDefinition: (node) => {
      switch (node.name.value) {
        case 'Query':
          return { ...withoutDescription(node), fields: queriesOf(node, keeps.node) };
        case 'Mutation':
          return withoutDescription(node);
        case 'PageInfo':
          return { ...undescribed(node), directives: node.directives?.filter(isNoRule) };
        default:
          return false;
      }
    },
  });

const queriesOf = ({ fields = [] }: ObjectTypeDefinitionNode, keepsNode: boolean) =>
  keepsNode ? fields : fields.filter(({ name }) => !NODE_FIELDS.has(name.value));

/** Neither uses nor imports the directives that rules are made of. */
const withoutRules = (documents: DocumentNode): DocumentNode =>
  visit(documents, {
    Directive: ({ name }) => (RULES.has(name.value) ? null : undefined),
    ListValue: (node) => ({ ...node, values: node.values.filter(isNoRulesImport) }),
  });

const isNoRulesImport = (value: ConstValueNode | ValueNode): boolean =>
  value.kind !== Kind.STRING || !(value.value.startsWith('@') && RULES.has(value.value.slice(1)));

const isNoRule = ({ name }: ConstDirectiveNode): boolean => !RULES.has(name.value);

/** Of a type and of its fields. */
const undescribed = (type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode) => ({
  ...type,
  description: undefined,
  fields: type.fields?.map(withoutDescription),
});

const withoutDescription = <Node extends object>(node: Node) => ({
  ...node,
  description: undefined,
});
