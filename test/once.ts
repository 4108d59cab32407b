import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Work that several processes may want at the same time and that is to be done once: one does it, the others wait. A
 * folder at `mark` says that it is done; whoever comes after one that failed tries again.
 */
export async function doneOnce(mark: string, work: () => Promise<unknown>): Promise<void> {
  const claim = `${mark}-claimed`;
  while (!existsSync(mark)) {
    // Says nothing when somebody has made it already.
    if (mkdirSync(claim, { recursive: true }) === undefined) await sleep(50);
    else await claimed(mark, claim, work);
  }
}

async function claimed(mark: string, claim: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    mkdirSync(mark);
  } catch (error) {
    rmdirSync(claim);
    throw error;
  }
}
