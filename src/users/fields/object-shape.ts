/** A tree of plain objects under construction. */
type Tree = Record<string, unknown>;

/** Where one value goes: its name, and the nested object that it stands in. */
interface Step {
  readonly name: string;
  readonly group: string | null;
}

/**
 * Turns values into nested objects: those of the paths `displayName` and `location.city` into a name and a `location`
 * with a `city`. Made once for what a plan selects, and filled for each user: a copy of a blank one is filled several
 * times as fast as an object that grows name by name.
 */
export class ObjectShape {
  readonly #steps: readonly Step[];
  readonly #blank: Tree;
  readonly #blankGroups: readonly (readonly [name: string, blank: Tree])[];

  /** `groups`: the nested objects that are selected, also those with nothing in them. */
  constructor(paths: readonly string[], groups: ReadonlySet<string>) {
    const steps = paths.map(stepOf);
    const namesIn = (parent: string | null): readonly string[] =>
      steps.flatMap(({ name, group }) => (group === parent ? [name] : []));
    this.#steps = steps;
    this.#blank = nulls([...namesIn(null), ...groups]);
    this.#blankGroups = [...groups].map((group) => [group, nulls(namesIn(group))]);
  }

  /**
   * `values` in the order of the paths. A nested object is always there, with nulls in it where nothing is known: what
   * is selected must not decide whether it exists.
   */
  fill(values: readonly unknown[]): Tree {
    const tree: Tree = { ...this.#blank };
    for (const [name, blank] of this.#blankGroups) tree[name] = { ...blank };
    for (const [index, { name, group }] of this.#steps.entries()) {
      const parent = group === null ? tree : tree[group];
      if (isTree(parent)) parent[name] = values[index];
    }
    return tree;
  }
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function stepOf(path: string): Step {
  const dot = path.indexOf('.');
  return dot === -1
    ? { name: path, group: null }
    : { name: path.slice(dot + 1), group: path.slice(0, dot) };
}

/** Through JSON, since an object that grew by many computed names is a dictionary, and so are its copies. */
const nulls = (names: readonly string[]): Tree =>
  JSON.parse(JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))));
