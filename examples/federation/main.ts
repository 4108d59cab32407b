import { writeFileSync } from 'node:fs';
import { startApolloGateway } from './apollo-gateway.ts';
import { startOrders } from './orders.ts';
import { composeSupergraph } from './supergraph.ts';

/** `node main.ts [Facet's endpoint]`: a gateway over Facet and a shop. Writes `supergraph.graphql` for other gateways. */
const [facetUrl = 'http://127.0.0.1:4000/graphql'] = process.argv.slice(2);

// The first person of the sandbox.
const buyerRef = '9763caa1-cef3-497f-b3b2-f551456b2831';
const orders = await startOrders([{ id: 'order-1', total: 1250, buyerRef, agentId: null }]);
const supergraph = await composeSupergraph({ facet: facetUrl, orders: orders.url });
writeFileSync('supergraph.graphql', supergraph);
const gateway = await startApolloGateway(supergraph, 4100);

process.stdout.write(`Gateway at ${gateway.url}. Ask it, for example:
  { orders { id total buyer { displayName user { id email notices { message } } } } }
`);
