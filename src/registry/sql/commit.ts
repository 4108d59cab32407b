import type { Work } from './tables.ts';

/** The database broke off while it committed: what was done may be there, or not. */
export class CommitFailure extends Error {
  override readonly name = 'CommitFailure';
}

/**
 * Runs `work` in a transaction that `run` makes. What fails before the commit is undone, and so is a commit that the
 * database itself refuses.
 * @throws CommitFailure where `isBreak` of what the commit failed with, else what was thrown
 */
export async function committed<T>(
  run: (work: Work<T>) => Promise<T>,
  work: Work<T>,
  isBreak: (error: unknown) => boolean,
): Promise<T> {
  let commits = false;
  try {
    return await run(async (trx) => {
      const result = await work(trx);
      commits = true;
      return result;
    });
  } catch (error) {
    if (!commits || !isBreak(error)) throw error;
    throw new CommitFailure('The database broke off while it committed.', { cause: error });
  }
}
