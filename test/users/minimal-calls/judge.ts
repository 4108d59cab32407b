import { isDeepStrictEqual } from 'node:util';
import type { Arrived } from './log.ts';
import type { Expectation } from './rule.ts';
import type { Suffering } from './troubles.ts';

/** docs/failures.md, "Retries": a read is repeated up to twice. */
const ATTEMPTS = 3;
/** "… for at most one in ten of a backend's last hundred calls". */
const CALLS_PER_REPETITION = 10;

/** How many reads there were at each backend so far, and how many repetitions of them. */
export class Tally {
  readonly #reads = new Map<string, number>();
  readonly #repetitions = new Map<string, number>();

  add(call: string, reads: number, repetitions: number): void {
    const [backend = ''] = call.split(' ', 1);
    this.#reads.set(backend, (this.#reads.get(backend) ?? 0) + reads);
    this.#repetitions.set(backend, (this.#repetitions.get(backend) ?? 0) + repetitions);
  }

  /** The backends whose reads were repeated more often than their number pays for. */
  overspent(): readonly string[] {
    return [...this.#repetitions].flatMap(([backend, repetitions]) =>
      repetitions * CALLS_PER_REPETITION > (this.#reads.get(backend) ?? 0)
        ? [`${backend} was called again ${repetitions} times`]
        : [],
    );
  }
}

/** What is wrong with the calls of one request: nothing above the least and the documented repetitions of it. */
export function complaintsAbout(
  least: Expectation,
  { calls, names }: Arrived,
  { repeated, resent, down, silent }: Suffering,
  tally: Tally,
): readonly string[] {
  const complaints: string[] = [];
  const isWhole = silent.size === 0;
  for (const [call, times] of calls) {
    const operation = least.calls.get(call);
    const attempts = operation !== undefined && repeated.has(operation) ? ATTEMPTS : 1;
    const arrivals = operation !== undefined && resent.has(operation) ? 2 : 1;
    const tries = Math.ceil(times / arrivals);
    if (operation === undefined) complaints.push(`${call} was needless`);
    else if (tries > attempts) complaints.push(`${call} was made ${times} times`);
    tally.add(call, 0, tries - 1);
  }
  for (const [call, operation] of least.calls) {
    const isSeen = isWhole && !down.has(operation.split(' ', 1)[0] ?? '');
    if (isSeen && !calls.has(call)) complaints.push(`${call} was not made`);
    tally.add(call, isWhole || calls.has(call) ? 1 : 0, 0);
  }
  for (const [call, { asked, allowed }] of least.names) {
    const told = names.get(call);
    if (!told) continue;
    if (told.some((name) => !allowed.has(name))) complaints.push(`${call} had needless names`);
    if (isWhole && [...asked].some((name) => !told.includes(name))) {
      complaints.push(`${call} lacked names`);
    }
  }
  return [...complaints, ...tally.overspent()];
}

/** The paths at which an answer is not what the backends hold. */
export function wrongValues({ values }: Expectation, data: unknown): readonly string[] {
  return values
    .filter(({ path, value }) => !isDeepStrictEqual(valueAt(data, path), value))
    .map(({ path }) => `${path.join('.')} is wrong`);
}

const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => Object(value)[key] ?? null, data);
