import type { SharedContact } from '../registry/registry.ts';

/** Somebody who may be the same person, and why. */
export interface PossibleDuplicate {
  readonly userId: string;
  readonly evidence: readonly SharedContact[];
}

/** What several users share with others, by user and by other user, in the order found. */
export function duplicatesOf(
  userId: string,
  shared: readonly SharedContact[],
): readonly PossibleDuplicate[] {
  const own = shared.filter((contact) => contact.userId === userId);
  const others = Map.groupBy(own, ({ otherUserId }) => otherUserId);
  return [...others].map(([other, evidence]) => ({ userId: other, evidence }));
}
