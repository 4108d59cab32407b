import { createHmac } from 'node:crypto';

/**
 * Tells one input from another and nothing else of it: a keyed hash, since an input may hold a secret. The same for the
 * same input, in whatever order its fields were written.
 */
export function fingerprintOf(input: object, hashKey: string): string {
  const { idempotencyKey: _key, ...rest } = Object.fromEntries(Object.entries(input));
  return createHmac('sha256', hashKey)
    .update(JSON.stringify(rest, (_name, value: unknown) => sorted(value)))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
