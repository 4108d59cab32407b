import type { GraphQLResolveInfo } from 'graphql';
import type { BackendAdapter } from '../../backends/backend.ts';
import { InputError } from '../../errors.ts';
import type { AnswerPath } from '../../users/warning.ts';
import type { Account, User } from '../../users/user.ts';
import type { Context } from '../context.ts';
import { refuseLong } from '../limits/list.ts';
import { pathOf, presentAccount, presentUser } from '../present.ts';

type Key = Readonly<Record<string, string>>;

type FindEntity = (
  key: Key,
  context: Context,
  info: GraphQLResolveInfo,
  at: AnswerPath,
) => Promise<User | Account | null>;

/** A type that other subgraphs refer to. */
interface Entity {
  /** The fields of its `@key`. */
  readonly keys: readonly string[];
  readonly find: FindEntity;
}

/** `keysOf` tells the fields of a type's `@key`. */
export function entitiesOf(
  adapters: Iterable<BackendAdapter>,
  keysOf: (type: string) => readonly string[],
): ReadonlyMap<string, Entity> {
  const accounts = [...adapters].map(
    (adapter) => [adapter.accountType, accountBy(adapter)] as const,
  );
  return new Map(
    [['User', userById] as const, ...accounts].map(([type, find]) => [
      type,
      { keys: keysOf(type), find },
    ]),
  );
}

const userById: FindEntity = async ({ id = '' }, context, info, at) => {
  const row = await context.finder.byUserId(id);
  return row && presentUser(row, context, info, at);
};

/** Reaches an account for another subgraph that knows only the backend's id. */
const accountBy =
  (adapter: BackendAdapter): FindEntity =>
  async (key, context, info) => {
    const by = adapter.byReference(key);
    const user = await context.finder.user(by);
    const account = user?.accounts.find((row) => context.finder.isAccount(row, by));
    return account ? presentAccount(account, context, info) : null;
  };

/**
 * `Query._entities`: what a gateway refers to, in the order asked. A reference that cannot be understood is an error of
 * its own place and leaves its neighbours alone, which the library's own resolver does not grant.
 */
export const entitiesResolver =
  (entities: ReadonlyMap<string, Entity>) =>
  (
    _root: unknown,
    { representations }: { readonly representations: readonly unknown[] },
    context: Context,
    info: GraphQLResolveInfo,
  ): readonly Promise<User | Account | null>[] => {
    refuseLong(representations, 'representations');
    return representations.map(async (representation, index) => {
      const place = ['representations', String(index)];
      const { find, key } = referenceIn(representation, entities, place);
      try {
        return await find(key, context, info, [...pathOf(info), index]);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        throw new InputError(error.message, place, error.code);
      }
    });
  };

function referenceIn(
  representation: unknown,
  entities: ReadonlyMap<string, Entity>,
  place: readonly string[],
): { readonly find: FindEntity; readonly key: Key } {
  const values = new Map(Object.entries(Object(representation)));
  const entity = entities.get(String(values.get('__typename')));
  if (!entity) {
    throw new InputError('`__typename` names no type that has a key.', [...place, '__typename']);
  }
  const key = entity.keys.map((name) => {
    const value = values.get(name);
    if (typeof value === 'string' || Number.isSafeInteger(value)) return [name, String(value)];
    throw new InputError('A key of the type is missing, or it is no identifier.', [...place, name]);
  });
  return { find: entity.find, key: Object.fromEntries(key) };
}
