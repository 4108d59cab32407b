import type { Mutation } from '#schema';

/** The mutations, as the schema names them. */
export type MutationName = Exclude<keyof Mutation, '__typename'>;
