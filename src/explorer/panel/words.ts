import type { Call, Saved } from '../api/trace.ts';

/** `12 ms`, `1.4 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** How long ago something was read: `2 s`, `3 min`. */
export function age(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return 'less than 1 s';
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

const INTERRUPTIONS: Readonly<Record<string, string>> = {
  timeout: 'no answer in time',
  abort: 'given up',
  network: 'no connection',
  full: 'too many calls at once',
  headers: 'headers too large',
  garbled: 'no HTTP',
};

/** What became of a call, in a few words: `200`, `503, 503, 200`, `from cache, 2 s old`. */
export function outcome(call: Call): string {
  if (call.cache === 'HIT') {
    return call.ageMs === null ? 'from cache' : `from cache, ${age(call.ageMs)} old`;
  }
  if (call.cache === 'JOINED') return 'joined another request’s call';
  if (call.attempts.length === 0) return call.error ? 'not called' : '';
  return call.attempts
    .map(({ status, interruption }) =>
      interruption ? (INTERRUPTIONS[interruption] ?? interruption) : String(status ?? 'under way'),
    )
    .join(', ');
}

/** Calls that this response did not cost. */
export function savedWords({ notNeeded, fromCache, joined, repeated }: Saved): readonly string[] {
  return [
    fromCache > 0 && `${fromCache} from cache`,
    joined > 0 && `${joined} joined with another request`,
    repeated > 0 && `${repeated} asked more than once`,
    notNeeded > 0 && `${notNeeded} not needed: a better source had the value`,
  ].filter((words) => words !== false);
}

export const savedCalls = ({ notNeeded, fromCache, joined, repeated }: Saved): number =>
  notNeeded + fromCache + joined + repeated;
