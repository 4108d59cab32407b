import {
  type FieldNode,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
  Kind,
} from 'graphql';

/** A field by its name, or the part of a selection that is for one type. */
export type Part = { readonly field: string } | { readonly on: string };

/** From the root of an operation to a field. */
export type Place = readonly Part[];

type Selected = FieldNode | InlineFragmentNode;

/** The selection that a part names; what stands in a named fragment is that fragment's. */
export const selected = (set: SelectionSetNode | undefined, part: Part): Selected | undefined =>
  set?.selections.find((selection): selection is Selected => isOf(selection, part));

function isOf(selection: SelectionNode, part: Part): boolean {
  if ('field' in part) return selection.kind === Kind.FIELD && selection.name.value === part.field;
  return selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition?.name.value === part.on;
}

export const keyOf = (part: Part): string => ('field' in part ? part.field : `... on ${part.on}`);
