import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { gatewaySchema } from '#graphql';

/** Where the gateway of deploy/compose.yaml finds the Facets. */
const URL_IN_COMPOSE = 'http://facet:4000/graphql';

const sdl = gatewaySchema({ node: false, rules: false });
const subgraph = { name: 'facet', url: URL_IN_COMPOSE, typeDefs: parse(sdl) };
const { supergraphSdl, errors = [] } = composeServices([subgraph]);
if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
process.stdout.write(`${supergraphSdl}\n`);
