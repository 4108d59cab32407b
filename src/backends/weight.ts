const EACH_BYTES = 16;

/** About how much memory a JSON value takes, in bytes: cheaper than to write it out. */
export const weightOf = (value: unknown): number => {
  if (typeof value === 'string') return EACH_BYTES + 2 * value.length;
  if (typeof value !== 'object' || value === null) return EACH_BYTES;
  let weight = EACH_BYTES;
  for (const [key, inner] of Object.entries(value))
    weight += EACH_BYTES + key.length + weightOf(inner);
  return weight;
};
