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
  values: readonly (readonly [path: string, value: unknown])[],
  { selected, isKnown }: Groups,
): Tree {
  const blank = blanks.get(selected) ?? blankOf(values, selected);
  const tree: Tree = { ...blank.tree };
  const groups = new Map<string, Tree>();
  for (const [name, group] of blank.groups) groups.set(name, { ...group });
  for (const [path, value] of values) {
    const [name, part] = stepsOf(path);
    const group = part === undefined ? tree : groups.get(name);
    if (group) group[part ?? name] = value;
  }
  for (const [name, group] of groups) {
    const hasPart = Object.values(group).some((value) => value !== null);
    tree[name] = hasPart || isKnown(name) ? group : null;
  }
  return tree;
}

/** A tree without its values. A copy of it is filled several times as fast as an object that grows name by name. */
interface Blank {
  readonly tree: Tree;
  readonly groups: ReadonlyMap<string, Tree>;
}

/** By what a plan selects: its paths are always the same. */
const blanks = new WeakMap<Groups['selected'], Blank>();

function blankOf(
  values: readonly (readonly [path: string, value: unknown])[],
  selected: Groups['selected'],
): Blank {
  const steps = values.map(([path]) => stepsOf(path));
  const blank = {
    tree: nulls([
      ...steps.flatMap(([name, part]) => (part === undefined ? [name] : [])),
      ...selected,
    ]),
    groups: new Map(
      [...selected].map((group) => [
        group,
        nulls(steps.flatMap(([name, part]) => (name === group && part ? [part] : []))),
      ]),
    ),
  };
  blanks.set(selected, blank);
  return blank;
}

/** Through JSON, since an object that grew by many computed names is a dictionary, and so are its copies. */
const nulls = (names: readonly string[]): Tree =>
  JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));

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
