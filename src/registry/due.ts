/**
 * No setting lets anything wait for longer, in milliseconds: a lease, or a request that may still be on its way. What is
 * due later than that was written down by a process whose clock was wrong, and is due now.
 */
export const LONGEST_WAIT_MS = 600_000;

/** The instants between which a due time lies in the future, ISO: up to the first it has come, beyond the second it is void. */
export const horizonOf = (at: string): readonly [now: string, farthest: string] => [
  at,
  new Date(Date.parse(at) + LONGEST_WAIT_MS).toISOString(),
];

/** Whether a due time has come, by the database's clock in epoch milliseconds. */
export function isDue(dueAt: string, now: number): boolean {
  const due = Date.parse(dueAt);
  return due <= now || due > now + LONGEST_WAIT_MS;
}
