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
