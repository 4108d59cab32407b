import { setTimeout as sleep } from 'node:timers/promises';
import { metrics } from '#telemetry';
import { isBusy } from './error.ts';

/** How long a lock is waited for before the registry counts as unavailable. */
export const BUSY_TIMEOUT_MS = 5000;

/**
 * Repeats an attempt while another connection holds SQLite's lock. SQLite's own waiting (`busy_timeout`) would stop the
 * whole process meanwhile, and for ever if the holder is a second connection in it.
 * @throws what the attempt threw: SQLITE_BUSY when the lock never came
 */
export async function retryWhileBusy<T>(attempt: () => T): Promise<Awaited<T>> {
  const begun = performance.now();
  const deadline = begun + BUSY_TIMEOUT_MS;
  for (let attempts = 1; ; attempts += 1) {
    try {
      const result = await attempt();
      if (attempts > 1) metrics.waited('lock', (performance.now() - begun) / 1000);
      return result;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    // By chance, so that two waiting processes do not keep meeting.
    await sleep(1 + Math.random() * 9);
  }
}
