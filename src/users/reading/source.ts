import type { LoadedAccount, PropertyState } from './loaded-account.ts';
import type { FieldSource, UnifiedField } from '../fields/unified-fields.ts';

/** One account as one source of one field: whoever has accounts at the same backends has the same candidates. */
export interface Candidate {
  readonly source: FieldSource;
  /** Where the account stands among a user's loaded accounts. */
  readonly place: number;
}

/** An account as far as the backend it is at. */
export type AtBackend = Pick<LoadedAccount, 'adapter'>;

/** The accounts that can supply a field, best first: the table's order, then the order of the accounts. */
export function candidatesOf(
  field: UnifiedField,
  accounts: readonly AtBackend[],
): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const tier of field.tiers) {
    for (const [place, { adapter }] of accounts.entries()) {
      for (const source of tier) {
        if (adapter === source.adapter) candidates.push({ source, place });
      }
    }
  }
  return candidates;
}

/** The account of a candidate, among the loaded accounts that it was found in or others of the same backends. */
export function loadedAccountOf(
  { place }: Candidate,
  loadedAccounts: readonly LoadedAccount[],
): LoadedAccount {
  const loaded = loadedAccounts[place];
  if (!loaded) throw new Error('A candidate was looked for among the accounts of somebody else.');
  return loaded;
}

/** What an account has for a field, the derivation applied. */
export const stateOf = (source: FieldSource, loaded: LoadedAccount): PropertyState =>
  derived(source, loaded.state(source.field));

/** What a source has for a field, once what it has itself is known. */
export function derived<State extends PropertyState>(
  source: FieldSource,
  state: State,
): State | Extract<PropertyState, { kind: 'empty' }> {
  if (state.kind !== 'value' || !source.derive) return state;
  const value = source.derive(state.value);
  return value === null ? { kind: 'empty' } : { ...state, value };
}
