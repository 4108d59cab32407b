/** Values of which some may have to be waited for: at once where there is none of those. */
export function allOf<T>(
  values: readonly (T | Promise<T>)[],
): readonly T[] | Promise<readonly T[]> {
  return values.every(isThere) ? values : Promise.all(values);
}

const isThere = <T>(value: T | Promise<T>): value is T => !(value instanceof Promise);
