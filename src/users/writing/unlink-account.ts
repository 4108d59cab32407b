import type { UserRow } from '#registry';
import type { UnlinkAccountInput } from '#schema';
import {
  AT_ACCOUNT,
  accountMeant,
  failedWith,
  notOwned,
  refusal,
  refusing,
} from './link-outcome.ts';
import type { LinkOutcome } from './link-outcome.ts';
import { findPerson } from './write-target.ts';
import type { WriteDeps } from './write-deps.ts';

/**
 * Says that a backend's record is not this person: undoes the merge that made it theirs, or else unlinks it. The user
 * stays, even with no account left. Answers the person without the account. A caller that is bound to corporations undoes no
 * merge, which would move accounts of others: the account goes by itself.
 */
export async function unlinkAccount(
  input: UnlinkAccountInput,
  sources: WriteDeps,
): Promise<LinkOutcome> {
  const refuse = refusing('unlinkAccount', sources);
  const named = accountMeant(input.account, sources);
  if ('errors' in named) return refuse(named);
  const { visibility } = sources;
  if (!visibility.owns(named.key)) return refuse(notOwned());
  const found = await findPerson(input.user, sources);
  if ('error' in found) return refuse(failedWith(found.error));
  const cause = { kind: 'UNLINK', actor: sources.actor, evidence: 'unlinkAccount' } as const;
  const { isBound } = visibility;
  const unlinked = await sources.registry.unlink(found.user.id, named.key, cause, isBound);
  sources.finder.forget();
  if (unlinked.kind === 'none') {
    const user = await sources.finder.byUserId(found.user.id);
    return { ...refusal('NOT_FOUND', 'The user has no such account.', AT_ACCOUNT), user };
  }
  const user = await sources.finder.byUserId(unlinked.userId);
  const restored = unlinked.kind === 'unmerged' ? await restoredFrom(found.user, sources) : null;
  const operations = await Promise.all(
    unlinked.cancelled.map(async (id) => sources.registry.operations.find(id)),
  );
  const cancelledOperations = operations.filter((operation) => operation !== null);
  return { user, account: null, errors: [], restored, cancelledOperations };
}

/** Of the users who had been merged into one, who is a user again. */
async function restoredFrom(
  { id, formerIds }: UserRow,
  { finder }: WriteDeps,
): Promise<UserRow | null> {
  const rows = await Promise.all(formerIds.map(async (former) => finder.byUserId(former)));
  return rows.find((row) => row !== null && row.id !== id) ?? null;
}
