import type { Backend } from '#schema';
import { vendors } from '../sandbox/vendors.ts';

/** Unsets what configures these backends: the variables of each that the sandbox sets. */
export const unset = (...backends: readonly Backend[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    vendors
      .filter(({ name }) => backends.includes(name))
      .flatMap(({ environment }) => Object.keys(environment('')).map((name) => [name, ''])),
  );
