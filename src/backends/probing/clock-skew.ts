import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** `Date` counts seconds, and an answer is on its way for some time. */
const TOLERANCE_MS = 60_000;

/**
 * Compares the clocks of both sides, by the `Date` of an answer (RFC 9110, section 6.6.1) that came at `at`, in epoch
 * milliseconds. A backend that sends none tells nothing.
 */
export function clockFinding(date: string | undefined, at: number): Finding {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) {
    return finding('clock', 'untried', 'Its answers do not say what time it is there.');
  }
  const seconds = Math.round((at - theirs) / 1000);
  if (Math.abs(at - theirs) <= TOLERANCE_MS) {
    return finding('clock', 'ok', 'Its clock and that of this machine agree.');
  }
  const way = seconds > 0 ? 'behind' : 'ahead of';
  return finding(
    'clock',
    'problem',
    `Its clock is ${Math.abs(seconds)} s ${way} that of this machine.`,
    'Let this machine take its time from NTP; if its time is right, tell whoever runs the backend.',
  );
}
