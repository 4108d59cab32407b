/** A tree of plain objects under construction. */
export type Tree = Record<string, unknown>;

/** Which nested objects are selected, and whether one has a part that is known without a call. */
export interface Groups {
  readonly selected: ReadonlySet<string>;
  readonly isKnown: (group: string) => boolean;
}

/**
 * Turns values by path (`location.city`) into nested objects. A nested object of which every selected value is `null`
 * is `null` itself, unless another part of it is known: what is selected must not decide whether it exists.
 */
export function nest(
  values: Iterable<readonly [path: string, value: unknown]>,
  { selected, isKnown }: Groups,
): Tree {
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
  for (const name of selected) {
    const group = groups.get(name) ?? {};
    const hasPart = Object.values(group).some((value) => value !== null);
    tree[name] = hasPart || isKnown(name) ? group : null;
  }
  return tree;
}
