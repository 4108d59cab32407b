import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

/**
 * Composes subgraphs as they describe themselves, as `rover`, `wgc` and Hive do. Throws what they have against each other.
 * @param urls of the GraphQL endpoints, by the name of the subgraph
 * @param headers for all of them, such as `authorization` with the key of a caller
 */
export async function composeSupergraph(
  urls: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const subgraphs = Object.entries(urls).map(async ([name, url]) => ({
    name,
    url,
    typeDefs: parse(await sdlOf(url, headers)),
  }));
  const { supergraphSdl, errors = [] } = composeServices(await Promise.all(subgraphs));
  if (supergraphSdl === undefined) {
    throw new Error(errors.map(({ message }) => message).join('\n'));
  }
  return supergraphSdl;
}

async function sdlOf(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  return data._service.sdl;
}
