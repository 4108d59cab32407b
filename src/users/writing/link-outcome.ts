import { FacetError } from '#errors';
import type { AccountKey } from '#normalise';
import { auditRefusal, userError } from '#operations';
import type { UserError } from '#operations';
import type { AccountRow, MutationName, OperationRow, UserRow } from '#registry';
import type { AccountRef } from '#schema';
import { userKeyFrom } from '../identity/user-by.ts';
import type { WriteDeps } from './write-deps.ts';

/** What came of a change of the links. */
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

export const AT_ACCOUNT = ['input', 'account'];

export const failedWith = (error: UserError): LinkOutcome => ({
  user: null,
  account: null,
  errors: [error],
  cancelledOperations: [],
});

export const refusal = (
  code: UserError['code'],
  message: string,
  path: readonly string[],
): LinkOutcome => failedWith({ code, message, path });

/** Answers what is refused before the registry is asked to do it, which has it in the audit by itself. */
export const refusing =
  (mutation: MutationName, deps: WriteDeps) =>
  async (outcome: LinkOutcome): Promise<LinkOutcome> => {
    await auditRefusal(mutation, outcome, deps);
    return outcome;
  };

/** The account is not the caller's to link: the same whether it exists or not. */
export const notOwned = (): LinkOutcome => refusal('FORBIDDEN', NOT_OWNED, AT_ACCOUNT);

const NOT_OWNED =
  'The caller is bound to corporations, and may link and unlink the accounts of these alone.';

/** The account that a reference means, or what is wrong with it. */
export function accountMeant(
  ref: AccountRef,
  { adapters }: WriteDeps,
): { readonly key: AccountKey } | LinkOutcome {
  try {
    const key = userKeyFrom(ref, adapters);
    if (key.by !== 'key') throw new Error('An account reference named no account.');
    return { key: { backend: key.backend, scope: key.scope, ref: key.ref } };
  } catch (error) {
    if (!(error instanceof FacetError)) throw error;
    return failedWith(userError(error, AT_ACCOUNT));
  }
}
