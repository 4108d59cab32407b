/** A tree of plain objects under construction. */
type Tree = Record<string, unknown>;

/** An object that grows by more computed names is a dictionary to V8. */
const MOST_GROWN = 16;

/**
 * Makes objects that are given just these names, in this order. A small one grows: that takes two thirds of what it takes to
 * fill a copy, since V8 makes copies name by name as soon as there are copies of several. `__proto__` must not be among them.
 */
export function emptyObject(names: readonly string[]): () => Tree {
  if (names.length <= MOST_GROWN) return () => ({});
  const blank = nulls(names);
  return () => ({ ...blank });
}

/** Through JSON, since an object that grew by many computed names is a dictionary, and so are its copies. */
const nulls = (names: readonly string[]): Tree =>
  JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));

/** Where one value goes: the place of the value, and its name in the object. */
interface Step {
  readonly index: number;
  readonly name: string;
}

/** A nested object, and what goes into it. */
interface Group {
  readonly name: string;
  readonly empty: () => Tree;
  readonly steps: readonly Step[];
}

/**
 * Turns values into nested objects: those of the paths `displayName` and `location.city` into a name and a `location`
 * with a `city`. Worked out once for what a plan selects.
 */
export class ObjectShape {
  readonly #empty: () => Tree;
  readonly #steps: readonly Step[];
  readonly #groups: readonly Group[];

  /**
   * `groups`: the nested objects that are selected, also those with nothing in them. `others`: names besides, which whoever
   * fills it sets.
   */
  constructor(
    paths: readonly string[],
    groups: ReadonlySet<string>,
    others: readonly string[] = [],
  ) {
    const stepsIn = (parent: string | null): readonly Step[] =>
      paths.flatMap((path, index) => {
        const { name, group } = placeOf(path);
        return group === parent ? [{ index, name }] : [];
      });
    this.#steps = stepsIn(null);
    this.#empty = emptyObject([...namesOf(this.#steps), ...groups, ...others]);
    this.#groups = [...groups].map((name) => {
      const steps = stepsIn(name);
      return { name, steps, empty: emptyObject(namesOf(steps)) };
    });
  }

  /**
   * `values` in the order of the paths. A nested object is always there, with nulls in it where nothing is known: what
   * is selected must not decide whether it exists.
   */
  fill(values: readonly unknown[]): Tree {
    const tree = filled(this.#empty(), this.#steps, values);
    for (const { name, empty, steps } of this.#groups) tree[name] = filled(empty(), steps, values);
    return tree;
  }
}

function filled(tree: Tree, steps: readonly Step[], values: readonly unknown[]): Tree {
  for (const { index, name } of steps) tree[name] = values[index];
  return tree;
}

const namesOf = (steps: readonly Step[]): readonly string[] => steps.map(({ name }) => name);

function placeOf(path: string): { readonly name: string; readonly group: string | null } {
  const dot = path.indexOf('.');
  return dot === -1
    ? { name: path, group: null }
    : { name: path.slice(dot + 1), group: path.slice(0, dot) };
}
