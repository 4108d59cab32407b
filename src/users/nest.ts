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
    const [name, part] = stepsOf(path);
    if (part === undefined) {
      tree[name] = value;
      continue;
    }
    const group = groups.get(name) ?? {};
    group[part] = value;
    groups.set(name, group);
  }
  for (const name of selected) {
    const group = groups.get(name) ?? {};
    const hasPart = Object.values(group).some((value) => value !== null);
    tree[name] = hasPart || isKnown(name) ? group : null;
  }
  return tree;
}

type Steps = readonly [name: string, part?: string];

/** The names are those of the fields there are: splitting them anew for every user cost as much as all else here. */
const known = new Map<string, Steps>();

function stepsOf(path: string): Steps {
  const steps = known.get(path);
  if (steps) return steps;
  const made = split(path);
  known.set(path, made);
  return made;
}

function split(path: string): Steps {
  const dot = path.indexOf('.');
  return dot === -1 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}
