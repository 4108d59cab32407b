import { readFileSync } from 'node:fs';
import { MEASURED_CORE, isPinned } from './server-process.ts';

/** Of the rounds of a comparison. */
export interface Spread {
  readonly median: number;
  readonly quartiles: readonly [number, number];
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)] ?? NaN;
  return { median: at(0.5), quartiles: [at(0.25), at(0.75)] };
}

export const shown = ({ median, quartiles: [lower, upper] }: Spread): string =>
  `${figure(median)} [${figure(lower)}–${figure(upper)}]`;

const figure = (value: number): string => value.toFixed(value < 20 ? 2 : 0);

/** Microseconds for which the measured core was busy with anything; `null` where nobody knows. */
export const busyMicroseconds = (): number | null =>
  isPinned ? busyOf(`cpu${MEASURED_CORE}`) : null;

/** The same of a row of `/proc/stat`: `cpu` is all cores together. */
export function busyOf(row: string): number | null {
  if (process.platform !== 'linux') return null;
  const line = readFileSync('/proc/stat', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${row} `));
  if (line === undefined) return null;
  // user, nice, system, idle, iowait, irq, softirq, steal: in hundredths of a second.
  const [user = 0, nice = 0, system = 0, , , irq = 0, soft = 0, steal = 0] = line
    .split(/ +/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + soft + steal) * 10_000;
}
