/** A tree of plain objects under construction. */
export type Tree = Record<string, unknown>;

/**
 * Turns values by path (`location.city`) into nested objects. A nested object of which every value is `null` is
 * `null` itself: no backend has any of it.
 */
export function nest(values: Iterable<readonly [path: string, value: unknown]>): Tree {
  const tree: Tree = {};
  const groups = new Map<string, Tree>();
  for (const [path, value] of values) {
    const dot = path.indexOf('.');
    if (dot === -1) {
      tree[path] = value;
      continue;
    }
    const name = path.slice(0, dot);
    const group = groups.get(name) ?? {};
    group[path.slice(dot + 1)] = value;
    groups.set(name, group);
  }
  for (const [name, group] of groups) {
    tree[name] = Object.values(group).every((value) => value === null) ? null : group;
  }
  return tree;
}
