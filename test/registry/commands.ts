import type { WireRecord } from '#normalise';
import type { Cause, NewAccount, Registry } from '#registry';

/** A change of a registry with all that it needs, in JSON: another process can make it. */
export type Command =
  | { readonly call: 'adopt'; readonly accounts: readonly NewAccount[] }
  | { readonly call: 'link'; readonly userId: string | null; readonly account: NewAccount }
  | { readonly call: 'linkOrMerge'; readonly userId: string; readonly account: NewAccount }
  | { readonly call: 'unlink'; readonly userId: string; readonly account: NewAccount }
  | { readonly call: 'recordWrite'; readonly accountId: string; readonly record: WireRecord };

/** Where a change is broken off: before its n-th statement, or at its commit. */
export type CrashPoint = { readonly before: number } | { readonly commit: 'unsent' | 'unanswered' };

export const causeOf = (kind: Cause['kind']): Cause => ({ kind, actor: 'facet', evidence: 'test' });

export async function make(command: Command, registry: Registry): Promise<void> {
  switch (command.call) {
    case 'adopt':
      await registry.adopt(command.accounts, causeOf('ADOPT'));
      return;
    case 'link':
      await registry.link(command.userId, command.account, causeOf('LINK'));
      return;
    case 'linkOrMerge':
      await registry.linkOrMerge(command.userId, command.account, causeOf('LINK'));
      return;
    case 'unlink':
      await registry.unlink(command.userId, command.account, causeOf('UNLINK'));
      return;
    case 'recordWrite':
      await registry.recordWrite(command.accountId, command.record);
  }
}
