export { graphqlApi } from './api.ts';
export { clientSchema, gatewaySchema } from './client-schema.ts';
export type { Traced } from './context.ts';
