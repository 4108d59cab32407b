import { Kind, parse, print, visit } from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql';

/** Newer than what composition takes for granted, which is the specification of 2021. */
const ONE_OF = 'directive @oneOf on INPUT_OBJECT';

/** The specification that `schema/federation.graphql` links: its directives, as far as the SDL uses them. */
const DIRECTIVES = `
  directive @link(url: String!, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
  directive @key(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
  directive @shareable repeatable on OBJECT | FIELD_DEFINITION

  "A name that a schema takes from a specification."
  scalar link__Import
  "A selection of fields as text, such as \`corpId ref\`."
  scalar federation__FieldSet
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
  type _Service {
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
    ): [_Entity]!
    "For gateways: this server as a subgraph."
    _service: _Service!
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
 * `Query.node` and `nodes` are left out unless `keepsNode`. Beside another Relay subgraph, Apollo's composition refuses them
 * even when both are `@shareable`, since the objects that the two find have no type in common; where they compose, the gateway
 * asks one of the two for the other's objects.
 *
 * The root types, `Node`, `PageInfo` and scalars come without their descriptions, scalars without `@specifiedBy` too: other
 * subgraphs have them as well, and the composition warns of each word that differs.
 */
export function subgraphSdl(documents: DocumentNode, keepsNode: boolean): () => string {
  let sdl: string | undefined;
  return () => (sdl ??= `${print(composable(documents, keepsNode))}\n\n${ONE_OF}\n`);
}

const composable = (documents: DocumentNode, keepsNode: boolean): DocumentNode =>
  visit(documents, {
    ScalarTypeDefinition: (node) => ({ ...withoutDescription(node), directives: [] }),
    InterfaceTypeDefinition: (node) => (node.name.value === 'Node' ? undescribed(node) : false),
    ObjectTypeDefinition: (node) => {
      switch (node.name.value) {
        case 'Query':
          return { ...withoutDescription(node), fields: queriesOf(node, keepsNode) };
        case 'Mutation':
          return withoutDescription(node);
        case 'PageInfo':
          return undescribed(node);
        default:
          return false;
      }
    },
  });

const queriesOf = ({ fields = [] }: ObjectTypeDefinitionNode, keepsNode: boolean) =>
  keepsNode ? fields : fields.filter(({ name }) => !NODE_FIELDS.has(name.value));

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
