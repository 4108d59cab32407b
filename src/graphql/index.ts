export { graphqlApi } from './api.ts';
export type { Traced } from './context.ts';
