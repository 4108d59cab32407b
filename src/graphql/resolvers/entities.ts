import type { GraphQLResolveInfo } from 'graphql';
import { InputError } from '#errors';
import type { AccountRow, UserRow } from '#registry';
import type { Account, User } from '#users';
import type { Context } from '../context.ts';
import { inHundreds } from '../limits/entity-allowance.ts';
import { presentNode } from './present.ts';
import { referenceIn } from './references.ts';
import type { Reference } from './references.ts';

type Row = UserRow | AccountRow;

/**
 * `Query._entities`: what a gateway refers to, in the order asked. Repetitions are one look-up. A reference that cannot
 * be understood, and one that is past the budget, is an error of its own place and leaves its neighbours alone, which
 * the library's own resolver does not grant.
 */
export function resolveEntities(
  _root: unknown,
  { representations }: { readonly representations: readonly unknown[] },
  context: Context,
  info: GraphQLResolveInfo,
): readonly Promise<User | Account | null>[] {
  context.allowEntities(representations.length);
  const rows = new Map<string, Promise<Row | null>>();
  return inHundreds(representations, async (representation, index) => {
    const place = ['representations', String(index)];
    const reference = within(place, () => referenceIn(representation, info.schema));
    const key = JSON.stringify([reference.type, reference.key]);
    const row = rows.get(key) ?? rowOf(reference, context);
    rows.set(key, row);
    const found = await row.catch((error: unknown) => {
      throw error instanceof InputError ? new InputError(error.message, place, error.code) : error;
    });
    return found && presentNode(found, context, info, index);
  });
}

/** Completes the path of what is wrong with a representation. */
function within<T>(place: readonly string[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InputError ? error.within(...place) : error;
  }
}

async function rowOf({ type, key }: Reference, context: Context): Promise<Row | null> {
  const { finder, services } = context;
  const adapter = [...services.adapters.values()].find(({ accountType }) => accountType === type);
  const { id } = key;
  if (!adapter) return finder.byUserId(id ?? '');
  if (id !== undefined) {
    const account = await finder.account(id);
    return account?.backend === adapter.name ? account : null;
  }
  // Reaches an account for another subgraph that knows only the backend's id.
  const by = adapter.byReference(key);
  const user = await finder.user(by);
  return user?.accounts.find((row) => finder.isAccount(row, by)) ?? null;
}
