/** What Node 24 tells a reviver of a value that is no object; the type library does not know it yet. */
interface Source {
  readonly source?: string;
}

/**
 * Parses JSON and leaves the integers under the given keys as their text, however many digits they have: they would
 * lose the last ones as a JavaScript number. Throws `SyntaxError`.
 */
export const exactJson = (text: string, keys: readonly string[]): unknown => {
  const keepDigits = (key: string, value: unknown, context?: Source): unknown =>
    typeof value === 'number' && keys.includes(key) && isInteger(context?.source)
      ? context?.source
      : value;
  return JSON.parse(text, keepDigits);
};

const isInteger = (source: string | undefined): boolean =>
  source !== undefined && /^-?\d+$/.test(source);
