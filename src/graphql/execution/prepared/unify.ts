import { isLasting } from '#users';
import { comesAgain } from '../kept/answer-text.ts';
import type { Unify } from './pending.ts';
import type { Key } from './run.ts';

/**
 * For objects of which all but the fields with these names is plain. Of a source that requests to come are given again the
 * object of the last answer is taken where these fields hold the very same: its JSON is written once.
 */
export function unifier(names: readonly string[]): (source: unknown) => Unify | null {
  const last = new WeakMap<object, Record<Key, unknown>>();
  return (source) => {
    if (typeof source !== 'object' || source === null || !isLasting(source)) return null;
    return (object) => {
      const before = last.get(source);
      if (before && names.every((name) => isSame(before[name], object[name]))) return before;
      last.set(source, object);
      comesAgain(object);
      return object;
    };
  };
}

/** Lists are made for each answer: what stands in them counts. */
const isSame = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((entry, index) => entry === other[index])
    : one === other;
