import { Kind, isObjectType } from 'graphql';
import type { GraphQLNamedType, GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import type { BackendAdapter } from '../../backends/backend.ts';
import { InputError } from '../../errors.ts';
import type { AnswerPath } from '../../users/warning.ts';
import type { Account, User } from '../../users/user.ts';
import type { Context } from '../context.ts';
import { refuseLong } from '../limits/list.ts';
import { pathOf, presentAccount, presentUser } from '../present.ts';

/** What a gateway refers to. */
interface Reference {
  readonly type: string;
  /** Each field of the type's `@key`. */
  readonly key: Readonly<Record<string, string>>;
}

/**
 * `Query._entities`: what a gateway refers to, in the order asked. A reference that cannot be understood is an error of
 * its own place and leaves its neighbours alone, which the library's own resolver does not grant.
 */
export function resolveEntities(
  _root: unknown,
  { representations }: { readonly representations: readonly unknown[] },
  context: Context,
  info: GraphQLResolveInfo,
): readonly Promise<User | Account | null>[] {
  refuseLong(representations, 'representations');
  return representations.map(async (representation, index) => {
    const place = ['representations', String(index)];
    const reference = referenceIn(representation, info.schema, place);
    try {
      return await entityOf(reference, context, info, [...pathOf(info), index]);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.message, place, error.code);
    }
  });
}

function referenceIn(
  representation: unknown,
  schema: GraphQLSchema,
  place: readonly string[],
): Reference {
  const values = new Map(Object.entries(Object(representation)));
  const type = String(values.get('__typename'));
  const keys = keysOf(schema.getType(type));
  if (keys.length === 0) {
    throw new InputError('`__typename` names no type that has a key.', [...place, '__typename']);
  }
  const key = keys.map((name) => {
    const value = values.get(name);
    if (typeof value === 'string' || Number.isSafeInteger(value)) return [name, String(value)];
    throw new InputError('A key of the type is missing, or it is no identifier.', [...place, name]);
  });
  return { type, key: Object.fromEntries(key) };
}

/** The fields of a type's `@key`, none of which is nested here. */
function keysOf(type: GraphQLNamedType | undefined): readonly string[] {
  const directives = isObjectType(type) ? type.astNode?.directives : undefined;
  const key = directives?.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.split(' ') : [];
}

async function entityOf(
  { type, key }: Reference,
  context: Context,
  info: GraphQLResolveInfo,
  at: AnswerPath,
): Promise<User | Account | null> {
  const adapters = [...context.services.adapters.values()];
  const adapter = adapters.find(({ accountType }) => accountType === type);
  if (adapter) return accountBy(adapter, key, context, info);
  const row = await context.finder.byUserId(key['id'] ?? '');
  return row && presentUser(row, context, info, at);
}

/** Reaches an account for another subgraph that knows only the backend's id. */
async function accountBy(
  adapter: BackendAdapter,
  key: Reference['key'],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Account | null> {
  const by = adapter.byReference(key);
  const user = await context.finder.user(by);
  const account = user?.accounts.find((row) => context.finder.isAccount(row, by));
  return account ? presentAccount(account, context, info) : null;
}
