import { GraphQLError } from 'graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { FacetError } from '#errors';
import type { ListOrError } from '#users';
import type { Context } from '../context.ts';
import { pathOf } from './present.ts';

/**
 * A list field that cannot be null: when its source failed, the error is reported at the field's path beside an empty
 * list, so that the siblings stay.
 */
export function listOf<T>(
  list: ListOrError<T> | null | undefined,
  context: Context,
  info: GraphQLResolveInfo,
): readonly T[] {
  if (!(list instanceof Error)) return list ?? [];
  report(list, context, info);
  return [];
}

/** Resolves a list that the property of its field's name holds; `listOf`. */
export const listProperty = (
  source: object,
  _args: unknown,
  context: Context,
  info: GraphQLResolveInfo,
): readonly never[] => {
  // The schema says of each such field what its entries are.
  const lists = source as Readonly<Record<string, ListOrError<never>>>;
  return listOf(lists[info.fieldName], context, info);
};

/** Puts an error beside the value that stands in a field's place. */
export function report(error: FacetError, { problems }: Context, info: GraphQLResolveInfo): void {
  problems.push(
    new GraphQLError(error.message, {
      nodes: info.fieldNodes,
      path: pathOf(info),
      extensions: { ...error.extensions },
    }),
  );
}
