import { isObjectType, print } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** Newer than what composition takes for granted, which is the specification of 2021. */
const ONE_OF = 'directive @oneOf on INPUT_OBJECT';

/**
 * `Query._service`: the SDL as it was written, with a definition of every directive that it uses and does not import. What
 * the library adds for gateways to call (`_entities`, `_service`) is not in it: composition adds its own.
 */
export function serviceResolver(documents: DocumentNode): () => { readonly sdl: string } {
  let sdl: string | undefined;
  return () => ({ sdl: (sdl ??= `${print(documents)}\n\n${ONE_OF}\n`) });
}

/** What the library adds without a word, by type and by field of `Query`. */
const TYPES: Readonly<Record<string, string>> = {
  _Any: 'A reference to an entity: its `__typename` and the fields of its `@key`.',
  _Entity: 'Whatever another subgraph of a federation may refer to.',
  _Service: 'This server as a subgraph of a federation.',
  link__Import: 'A name that a schema takes from a specification.',
  link__Purpose: 'What a schema needs a specification for.',
  federation__FieldSet: 'A selection of fields as text, such as `corpId ref`.',
};
const FIELDS: Readonly<Record<string, string>> = {
  'Query._entities':
    'For gateways: what the references stand for, in their order; null for one that nobody knows.',
  'Query._service': 'For gateways: this server as a subgraph.',
  '_Service.sdl': 'The schema in the form that gateways compose.',
};
const REPRESENTATIONS =
  'The references, repetitions allowed. The budget of backend calls goes by their number: one for each started 100.';

/** Describes federation's part of the schema, which every explorer shows. The SDL for gateways does not change. */
export function describeFederation(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, text] of Object.entries(TYPES)) {
    const type = schema.getType(name);
    if (type) type.description ??= text;
  }
  for (const [path, text] of Object.entries(FIELDS)) {
    const [owner = '', name = ''] = path.split('.');
    const type = schema.getType(owner);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) continue;
    field.description ??= text;
    for (const argument of field.args) argument.description ??= REPRESENTATIONS;
  }
  return schema;
}
