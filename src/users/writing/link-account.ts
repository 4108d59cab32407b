import type { FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import type { UserError } from '#operations';
import type { AccountRow, UserRow } from '#registry';
import type { LinkAccountInput } from '#schema';
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
 * Says that a backend's record is this person. A record that its backend can be asked for must exist there. When another
 * user holds it, the two users are one person and are merged.
 */
export async function linkAccount(
  input: LinkAccountInput,
  sources: WriteDeps,
): Promise<LinkOutcome> {
  const refuse = refusing('linkAccount', sources);
  const named = accountMeant(input.account, sources);
  if ('errors' in named) return refuse(named);
  if (!sources.visibility.owns(named.key)) return refuse(notOwned());
  const found = await findPerson(input.user, sources);
  if ('error' in found) return refuse(failedWith(found.error));
  const problem = await unconfirmed(named.key, sources);
  if (problem) return refuse({ ...failedWith(problem), user: found.user });
  const cause = { kind: 'LINK', actor: sources.actor, evidence: 'linkAccount' } as const;
  const { registry, visibility } = sources;
  const link = await (visibility.isBound
    ? registry.link(found.user.id, named.key, cause)
    : registry.linkOrMerge(found.user.id, named.key, cause));
  sources.finder.forget();
  const user = await sources.finder.byUserId(found.user.id);
  switch (link.kind) {
    case 'linked':
    case 'already':
      return { user, account: link.account, errors: [], cancelledOperations: [] };
    case 'merged': {
      const absorbedIds = absorbed(found.user, user);
      return { user, account: link.account, errors: [], absorbedIds, cancelledOperations: [] };
    }
    case 'taken':
      return { ...refusal('FORBIDDEN', TAKEN, AT_ACCOUNT), user };
    case 'conflict':
      return { ...refusal('CONFLICT', bothHave(link.accounts), AT_ACCOUNT), user };
    case 'occupied':
      return { ...refusal('CONFLICT', OCCUPIED, AT_ACCOUNT), user };
  }
}

/** Names the two by the ids that `node` finds. */
const bothHave = ([one, other]: readonly [AccountRow, AccountRow]): string =>
  `This account belongs to another user, and both users have an account at ${one.backend}: ` +
  `${one.id} and ${other.id}. Nothing was merged. Unlink one of the two first.`;

const TAKEN =
  'This account belongs to another user. To make the two one takes a caller that is bound to no corporation, since either may have accounts in others.';

const OCCUPIED = 'The user has another account at this backend. Unlink that one first.';

/** The ids of the younger of two users, of whom one was `before` and has become `after`. */
function absorbed(before: UserRow, after: UserRow | null): readonly string[] {
  if (after?.id !== before.id) return [before.id, ...before.formerIds];
  const known = new Set(before.formerIds);
  return after.formerIds.filter((id) => !known.has(id));
}

/** Why a record that its backend can be asked for cannot be linked; `null` when nothing speaks against it. */
async function unconfirmed(
  key: AccountKey,
  { adapters, loader, finder }: WriteDeps,
): Promise<UserError | null> {
  const adapter = adapters.get(key.backend);
  if (!adapter?.configured || !adapter.reads[adapter.mainRead]) return null;
  if (await finder.holder(key)) return null;
  const reading = await loader.load(adapter, key, adapter.mainRead);
  if (reading.kind === 'failed') return failure(reading.error);
  return reading.kind === 'found'
    ? null
    : { code: 'NOT_FOUND', message: 'The backend knows no such user.', path: AT_ACCOUNT };
}

const failure = ({ code, message }: FacetError): UserError => ({
  code,
  message,
  path: AT_ACCOUNT,
});
