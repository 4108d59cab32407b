import { FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import { userError } from '#operations';
import type { UserError } from '#operations';
import type { OperationRow, AccountRow, UserRow } from '#registry';
import type { AccountRef, LinkAccountInput, UnlinkAccountInput } from '#schema';
import { findPerson } from '../writing/update.ts';
import { keyOf } from './user-by.ts';
import type { WriteSources } from '../writing/write-deps.ts';

export interface LinkOutcome {
  readonly user: UserRow | null;
  readonly account: AccountRow | null;
  readonly errors: readonly UserError[];
  /** Of which something waited for an account that left the person. */
  readonly cancelledOperations: readonly OperationRow[];
  /** The ids that mean `user` since a merge, and meant another user before. */
  readonly absorbedIds?: readonly string[];
  /** Who lives again since a merge was undone. */
  readonly restored?: UserRow | null;
}

const AT_ACCOUNT = ['input', 'account'];

const failedWith = (error: UserError): LinkOutcome => ({
  user: null,
  account: null,
  errors: [error],
  cancelledOperations: [],
});

const refusal = (code: UserError['code'], message: string, path: readonly string[]): LinkOutcome =>
  failedWith({ code, message, path });

/**
 * Says that a backend's record is this person. A record that its backend can be asked for must exist there. When another
 * user holds it, the two users are one person and are merged.
 */
export async function linkAccount(
  input: LinkAccountInput,
  sources: WriteSources,
): Promise<LinkOutcome> {
  const named = accountNamed(input.account, sources);
  if ('errors' in named) return named;
  const found = await findPerson(input.user, sources);
  if ('error' in found) return failedWith(found.error);
  const problem = await unconfirmed(named.key, sources);
  if (problem) return { ...failedWith(problem), user: found.user };
  const link = await sources.registry.linkOrMerge(found.user.id, named.key, {
    kind: 'LINK',
    actor: sources.actor,
    evidence: 'linkAccount',
  });
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

const OCCUPIED = 'The user has another account at this backend. Unlink that one first.';

/**
 * Says that a backend's record is not this person: undoes the merge that made it theirs, or else unlinks it. The user
 * stays, even with no account left. Answers the person without the account.
 */
export async function unlinkAccount(
  input: UnlinkAccountInput,
  sources: WriteSources,
): Promise<LinkOutcome> {
  const named = accountNamed(input.account, sources);
  if ('errors' in named) return named;
  const found = await findPerson(input.user, sources);
  if ('error' in found) return failedWith(found.error);
  const unlinked = await sources.registry.unlink(found.user.id, named.key, {
    kind: 'UNLINK',
    actor: sources.actor,
    evidence: 'unlinkAccount',
  });
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

/** The ids of the younger of two users, of whom one was `before` and has become `after`. */
function absorbed(before: UserRow, after: UserRow | null): readonly string[] {
  if (after?.id !== before.id) return [before.id, ...before.formerIds];
  const known = new Set(before.formerIds);
  return after.formerIds.filter((id) => !known.has(id));
}

/** Of the users who had been merged into one, who is a user again. */
async function restoredFrom(
  { id, formerIds }: UserRow,
  { finder }: WriteSources,
): Promise<UserRow | null> {
  const rows = await Promise.all(formerIds.map(async (former) => finder.byUserId(former)));
  return rows.find((row) => row !== null && row.id !== id) ?? null;
}

function accountNamed(
  ref: AccountRef,
  { adapters }: WriteSources,
): { readonly key: AccountKey } | LinkOutcome {
  try {
    const key = keyOf(ref, adapters);
    if (key.by !== 'key') throw new Error('An account reference named no account.');
    return { key: { backend: key.backend, scope: key.scope, ref: key.ref } };
  } catch (error) {
    if (!(error instanceof FacetError)) throw error;
    return failedWith(userError(error, AT_ACCOUNT));
  }
}

/** Why a record that its backend can be asked for cannot be linked; `null` when nothing speaks against it. */
async function unconfirmed(
  key: AccountKey,
  { adapters, loader, finder }: WriteSources,
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
