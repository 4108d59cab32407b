import { Kind } from 'graphql';
import type { FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

/** How large an operation is, its fragments counted wherever they are spread. */
export interface Size {
  /** Fields inside one another, the deepest way down. */
  readonly depth: number;
  /** The same below `__schema` and `__type`. */
  readonly introspectionDepth: number;
  readonly fields: number;
  readonly aliases: number;
  /** Of the longest alias: the answer repeats it for every object. */
  readonly aliasLength: number;
  readonly directives: number;
}

type FragmentOf = (name: string) => FragmentDefinitionNode | null | undefined;

const NOTHING: Size = {
  depth: 0,
  introspectionDepth: 0,
  fields: 0,
  aliases: 0,
  aliasLength: 0,
  directives: 0,
};

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Measures a selection. Each fragment is measured once, so that nested spreads cannot make this exponential. */
export class Sizes {
  readonly #fragmentOf: FragmentOf;
  readonly #fragments = new Map<string, Size>();

  constructor(fragmentOf: FragmentOf) {
    this.#fragmentOf = fragmentOf;
  }

  of({ selections }: SelectionSetNode): Size {
    return selections.reduce((size, selection) => sum(size, this.#selection(selection)), NOTHING);
  }

  #selection(selection: SelectionNode): Size {
    const inner = this.#inner(selection);
    const own = { ...inner, directives: inner.directives + (selection.directives?.length ?? 0) };
    if (selection.kind !== Kind.FIELD) return own;
    const depth = inner.depth + 1;
    const aliases = inner.aliases + (selection.alias ? 1 : 0);
    const aliasLength = Math.max(inner.aliasLength, selection.alias?.value.length ?? 0);
    const field = { ...own, depth, aliases, aliasLength, fields: inner.fields + 1 };
    return INTROSPECTION.has(selection.name.value)
      ? { ...field, depth: 1, introspectionDepth: depth }
      : field;
  }

  #inner(selection: SelectionNode): Size {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value);
    return selection.selectionSet ? this.of(selection.selectionSet) : NOTHING;
  }

  #fragment(name: string): Size {
    const known = this.#fragments.get(name);
    if (known) return known;
    // For one that spreads itself, which another rule refuses.
    this.#fragments.set(name, NOTHING);
    const fragment = this.#fragmentOf(name);
    const size = fragment ? this.of(fragment.selectionSet) : NOTHING;
    this.#fragments.set(name, size);
    return size;
  }
}

const sum = (one: Size, other: Size): Size => ({
  depth: Math.max(one.depth, other.depth),
  introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
  fields: one.fields + other.fields,
  aliases: one.aliases + other.aliases,
  aliasLength: Math.max(one.aliasLength, other.aliasLength),
  directives: one.directives + other.directives,
});
