import { LRUCache } from 'lru-cache';

/** `make`, which is pure, with its last `most` results kept: the same values come again and again. */
export function remembering<K extends string | number, V extends string | symbol | object>(
  make: (key: K) => V,
  most: number,
): (key: K) => V {
  const known = new LRUCache<K, V>({ max: most, memoMethod: make });
  // Its `memo` makes objects for options that nobody gives.
  return (key) => known.get(key) ?? known.memo(key);
}
