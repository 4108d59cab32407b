import { mergeWrite } from './account-writes.ts';
import { link } from './link.ts';
import { openOn } from './operation-writes.ts';
import type { LinkScope } from './operations.ts';
import type { WriteContext } from './write-context.ts';

/** The registry's own writes inside a transaction that ends an operation. */
export function linkScope(context: WriteContext): LinkScope {
  return {
    find: async (keys) => context.find(keys),
    openOn: async (userId) => openOn(context.trx, userId),
    link: async (userId, account, cause) => link(context, userId, account, cause),
    recordWrite: async (accountId, written) => mergeWrite(context, accountId, written),
  };
}
