import { graphqlSync } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Newer than what composition takes for granted, which is the specification of 2021. */
const ONE_OF = 'directive @oneOf on INPUT_OBJECT';

/** `Query._service`: the SDL with a definition of every directive that it uses and does not import. */
export function serviceResolver(bare: GraphQLSchema): () => { readonly sdl: string } {
  const { data } = graphqlSync({ schema: bare, source: '{ _service { sdl } }' });
  const sdl = `${Object(data)['_service'].sdl}\n\n${ONE_OF}\n`;
  return () => ({ sdl });
}
