import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What a look finds at last; `null` says that it is not there yet. Each pause is longer than the one before, up to a third
 * of a second: many look at the same time, and that is what others wait for.
 */
export async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (let pause = 20; ; pause = Math.min(2 * pause, 320)) {
    const found = await look();
    if (found !== null) return found;
    await sleep(pause);
  }
}
