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
  for (const [index, { name, group }] of blank.steps.entries()) {
    const parent = group === null ? tree : groups.get(group);
    if (parent) parent[name] = values[index]?.[1];
  }
  for (const [name, group] of groups) {
    const hasPart = Object.values(group).some((value) => value !== null);
    tree[name] = hasPart || isKnown(name) ? group : null;
  }
  return tree;
}

/** The last name of a path, and the nested object that it stands in. */
interface Step {
  readonly name: string;
  readonly group: string | null;
}

/** A tree without its values. A copy of it is filled several times as fast as an object that grows name by name. */
interface Blank {
  readonly tree: Tree;
  readonly groups: ReadonlyMap<string, Tree>;
  /** Where each value goes. */
  readonly steps: readonly Step[];
}

/** By what a plan selects: its paths are always the same, in the same order. */
const blanks = new WeakMap<Groups['selected'], Blank>();

function blankOf(
  values: readonly (readonly [path: string, value: unknown])[],
  selected: Groups['selected'],
): Blank {
  const steps = values.map(([path]) => stepOf(path));
  const namesIn = (parent: string | null): readonly string[] =>
    steps.flatMap(({ name, group }) => (group === parent ? [name] : []));
  const blank = {
    tree: nulls([...namesIn(null), ...selected]),
    groups: new Map([...selected].map((group) => [group, nulls(namesIn(group))])),
    steps,
  };
  blanks.set(selected, blank);
  return blank;
}

function stepOf(path: string): Step {
  const dot = path.indexOf('.');
  return dot === -1
    ? { name: path, group: null }
    : { name: path.slice(dot + 1), group: path.slice(0, dot) };
}

/** Through JSON, since an object that grew by many computed names is a dictionary, and so are its copies. */
const nulls = (names: readonly string[]): Tree =>
  JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
