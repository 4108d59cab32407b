import { Registry, collectDefaultMetrics } from 'prom-client';

/** One for the process. What labels hold is ours and of few values, whatever callers and vendors send. */
export const register = new Registry();
export const registers = [register];

collectDefaultMetrics({ register });

/** What a map has for a key, made when it is new; beyond so many keys what it has for all others. */
export function within<T>(
  map: Map<string, T>,
  key: string,
  most: number,
  make: (key: string) => T,
): T {
  const known = map.get(key);
  if (known) return known;
  if (map.size >= most && key !== OTHERS) return within(map, OTHERS, most, make);
  const made = make(key);
  map.set(key, made);
  return made;
}

/** Stands for all that is beyond a number of values. */
export const OTHERS = '(others)';
