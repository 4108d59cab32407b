/** A tree of plain objects under construction. */
type Tree = Record<string, unknown>;

/** Where one value goes: the place of the value, and its name in the object. */
interface Step {
  readonly index: number;
  readonly name: string;
}

/** A nested object: empty, and what goes into it. */
interface Group {
  readonly name: string;
  readonly blank: Tree;
  readonly steps: readonly Step[];
}

/**
 * Turns values into nested objects: those of the paths `displayName` and `location.city` into a name and a `location`
 * with a `city`. Made once for what a plan selects, and filled for each user: a copy of a blank one is filled several
 * times as fast as an object that grows name by name.
 */
export class ObjectShape {
  readonly #blank: Tree;
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
    this.#blank = nulls([...namesOf(this.#steps), ...groups, ...others]);
    this.#groups = [...groups].map((name) => {
      const steps = stepsIn(name);
      return { name, steps, blank: nulls(namesOf(steps)) };
    });
  }

  /**
   * `values` in the order of the paths. A nested object is always there, with nulls in it where nothing is known: what
   * is selected must not decide whether it exists.
   */
  fill(values: readonly unknown[]): Tree {
    const tree = filled(this.#blank, this.#steps, values);
    for (const { name, blank, steps } of this.#groups) tree[name] = filled(blank, steps, values);
    return tree;
  }
}

function filled(blank: Tree, steps: readonly Step[], values: readonly unknown[]): Tree {
  const tree = { ...blank };
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

/** Through JSON, since an object that grew by many computed names is a dictionary, and so are its copies. */
const nulls = (names: readonly string[]): Tree =>
  JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
