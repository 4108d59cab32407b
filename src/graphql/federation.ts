import { Kind, parse, print } from 'graphql';
import type { DefinitionNode, DocumentNode, ObjectTypeDefinitionNode } from 'graphql';

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

/**
 * `Query._service`: the SDL as it was written, with a definition of every directive that it uses and does not import. What
 * gateways call (`_entities`, `_service`) is not in it: composition adds its own.
 */
export function serviceResolver(documents: DocumentNode): () => { readonly sdl: string } {
  let sdl: string | undefined;
  return () => ({ sdl: (sdl ??= `${print(documents)}\n\n${ONE_OF}\n`) });
}
