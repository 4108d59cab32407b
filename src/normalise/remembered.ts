/**
 * A pure function of a text that remembers its last results: for validation that costs more than a look-up.
 * At most `capacity` texts are kept; the one that came first goes first.
 */
export function remembered<T>(capacity: number, compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    if (results.size >= capacity) forgetFirst(results);
    results.set(text, result);
    return result;
  };
}

function forgetFirst(results: Map<string, unknown>): void {
  for (const first of results.keys()) {
    results.delete(first);
    return;
  }
}
