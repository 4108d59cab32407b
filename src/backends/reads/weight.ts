const EACH_BYTES = 16;

/** About how much memory a JSON value takes, in bytes: cheaper than to write it out. */
export const weightOf = (value: unknown): number => {
  if (typeof value === 'string') return EACH_BYTES + 2 * value.length;
  if (!isObject(value)) return EACH_BYTES;
  let weight = EACH_BYTES;
  // Every answer is weighed: a list of its entries would cost more than the rest.
  for (const key in value) weight += EACH_BYTES + key.length + weightOf(value[key]);
  return weight;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
