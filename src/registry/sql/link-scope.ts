import { mergeWrite } from './account-writes.ts';
import { supersede } from './close-steps.ts';
import { erasePerson } from './erase-person.ts';
import { erasedAmong } from './tombstones.ts';
import { link } from './account-links.ts';
import { liveOn, stepsBeside } from './live-steps.ts';
import { openOn } from './operation-writes.ts';
import type { LinkScope } from '../operation-log.ts';
import type { WriteContext } from './write-context.ts';

/** The registry's own writes inside a transaction that ends an operation. */
export function linkScope(context: WriteContext): LinkScope {
  return {
    find: async (keys) => context.find(keys),
    openOn: async (userIds) => openOn(context, userIds),
    beside: async (operation) =>
      stepsBeside(operation, async (accounts) => liveOn(context, accounts)),
    supersede: async (operation, step, reason) => supersede(context, operation, step, reason),
    link: async (userId, account, cause) => link(context, userId, account, cause),
    isErased: async (account) => {
      const erased = await erasedAmong(context.trx, [account], context.hashKey);
      return erased.length > 0;
    },
    erase: async (operation, order) => erasePerson(context, operation, order),
    recordWrite: async (accountId, written) => mergeWrite(context, accountId, written),
  };
}
