import type { AccountView, PropertyState } from './account-view.ts';
import type { FieldSource, UnifiedField } from './fields.ts';

/** One account as one source of one field. */
export interface Candidate {
  readonly source: FieldSource;
  readonly view: AccountView;
}

/** The accounts that can supply a field, best first: the table's order, then the order of the accounts. */
export function candidatesOf(
  field: UnifiedField,
  views: readonly AccountView[],
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const tier of field.tiers) {
    for (const view of views) {
      for (const source of tier) {
        if (view.adapter === source.adapter) candidates.push({ source, view });
      }
    }
  }
  return candidates;
}

/** What a candidate has for its field, the derivation applied. */
export function stateOf({ source, view }: Candidate): PropertyState {
  const state = view.property(source.property);
  if (state.kind !== 'value' || !source.derive) return state;
  const value = source.derive(state.value);
  return value === null ? { kind: 'empty' } : { ...state, value };
}
