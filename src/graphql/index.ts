export { graphqlApi } from './api.ts';
export { clientSchema } from './client-schema.ts';
export type { Traced } from './context.ts';
