import { GraphQLError } from 'graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { ListOrError } from '../users/user.ts';
import type { Context } from './context.ts';
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
  context.problems.push(
    new GraphQLError(list.message, {
      nodes: info.fieldNodes,
      path: pathOf(info),
      extensions: { ...list.extensions },
    }),
  );
  return [];
}
