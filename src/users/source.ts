import type { AccountView, PropertyState } from './account-view.ts';
import type { FieldSource, UnifiedField } from './fields.ts';
import type { UserPlan, WantedField } from './plan.ts';

/** One account as one source of one field. */
export interface Candidate {
  readonly source: FieldSource;
  readonly view: AccountView;
}

/** A field that a query selects, with the accounts that can supply it, best first. */
export interface SoughtField {
  readonly wanted: WantedField;
  readonly candidates: readonly Candidate[];
}

/** What a query selects of a user, by the accounts that the user has. */
export const soughtFields = (
  { fields }: UserPlan,
  views: readonly AccountView[],
): readonly SoughtField[] =>
  fields.map((wanted) => ({ wanted, candidates: candidatesOf(wanted.field, views) }));

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
  const state = view.state(source.field);
  if (state.kind !== 'value' || !source.derive) return state;
  const value = source.derive(state.value);
  return value === null ? { kind: 'empty' } : { ...state, value };
}
