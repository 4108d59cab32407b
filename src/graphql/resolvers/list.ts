import { GraphQLError } from 'graphql';
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import type { FacetError } from '#errors';
import type { ListOrError, User } from '#users';
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

const listProperties = new WeakSet<GraphQLFieldResolver<never, never>>();

type ListName = 'emails' | 'phones';
type EntryOf<Name extends ListName> = Exclude<NonNullable<User[Name]>, FacetError>[number];

/** Resolves a list that a property holds; `listOf`. */
export function listProperty<Name extends ListName>(name: Name) {
  const resolve = (user: User, _args: unknown, context: Context, info: GraphQLResolveInfo) =>
    listOf<EntryOf<Name>>(user[name], context, info);
  listProperties.add(resolve);
  return resolve;
}

/** Whether a resolver returns the list that the property of its field's name holds, and an empty one for none. */
export const isListProperty = (resolve: GraphQLFieldResolver<never, never>): boolean =>
  listProperties.has(resolve);

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
