import type { FacetError } from '#errors';
import type { AccountKey, Shortfall } from '#normalise';
import type { OrderedAccount } from './account-order.ts';
import type { LoadedAccount, PropertyState } from './loaded-account.ts';
import { addContactPoints, contactPointsOf, contactValue, unique } from './contact-points.ts';
import type { ContactPoint } from './contact-points.ts';
import type { FieldSource, UnifiedField } from '../fields/unified-fields.ts';
import { stateOf, loadedAccountOf } from './source.ts';
import type { Candidate } from './source.ts';

/** What a source said on the way to a value: another one stood in for it, or a part of it is missing or in doubt. */
export type Remark =
  | { readonly kind: 'failed'; readonly source: FieldSource; readonly error: FacetError }
  | { readonly kind: 'invalid'; readonly source: FieldSource }
  | { readonly kind: 'unconfigured'; readonly source: FieldSource }
  | { readonly kind: 'shortfall'; readonly source: FieldSource; readonly shortfall: Shortfall };

/** A field's value, why it could not be had (only when there is none), and remarks, also on the failures behind `error`. */
export interface MergedField {
  readonly value: unknown;
  readonly error: FacetError | null;
  readonly remarks: readonly Remark[];
}

/** Decides one field from what has been read. Pure; docs/vendors.md, "From backend fields to the unified User". */
export function mergeField(
  field: UnifiedField,
  candidates: readonly Candidate[],
  loadedAccounts: readonly LoadedAccount[],
): MergedField {
  return field.kind === 'contactPoints'
    ? gather(candidates, loadedAccounts)
    : first(field, candidates, loadedAccounts);
}

function first(
  field: UnifiedField,
  candidates: readonly Candidate[],
  loadedAccounts: readonly LoadedAccount[],
): MergedField {
  const remarks: Remark[] = [];
  for (const candidate of candidates) {
    const loaded = loadedAccountOf(candidate, loadedAccounts);
    const state = stateOf(candidate.source, loaded);
    remark(candidate, loaded, state, remarks);
    if (state.kind === 'value') {
      return { value: presented(field, loaded, state.value), error: null, remarks };
    }
  }
  return nothing(null, remarks);
}

function gather(
  candidates: readonly Candidate[],
  loadedAccounts: readonly LoadedAccount[],
): MergedField {
  const remarks: Remark[] = [];
  const points: ContactPoint[] = [];
  for (const candidate of candidates) {
    const loaded = loadedAccountOf(candidate, loadedAccounts);
    const state = stateOf(candidate.source, loaded);
    remark(candidate, loaded, state, remarks);
    if (state.kind === 'value') {
      addContactPoints(state.value, loaded.adapter.name, points);
    }
  }
  return points.length > 0 ? { value: unique(points), error: null, remarks } : nothing([], remarks);
}

/** The first failure is the field's error when no source had a value. */
function nothing(value: unknown, remarks: readonly Remark[]): MergedField {
  const failure = remarks.find((one) => one.kind === 'failed');
  return { value, error: failure?.error ?? null, remarks };
}

function remark(
  { source }: Candidate,
  loaded: LoadedAccount,
  state: PropertyState,
  remarks: Remark[],
): void {
  if (state.kind === 'failed') remarks.push({ kind: 'failed', source, error: state.error });
  const missing = loaded.missing(source.field.operation);
  if (missing?.kind === 'failed') remarks.push({ kind: 'failed', source, error: missing.error });
  if (state.kind === 'invalid') remarks.push({ kind: 'invalid', source });
  if (state.kind === 'unconfigured') remarks.push({ kind: 'unconfigured', source });
  if (state.kind === 'value' && state.shortfall) {
    remarks.push({ kind: 'shortfall', source, shortfall: state.shortfall });
  }
}

/** A value of an account as the field has it. */
export function presented(field: UnifiedField, account: OrderedAccount, value: unknown): unknown {
  if (field.kind === 'contactPoint') {
    const point = contactPointsOf(value, account.adapter.name)[0];
    return point ? contactValue(point) : null;
  }
  if (field.kind === 'accountReferences') return accountKeys(value, account);
  return value;
}

/** References to accounts of the same backend and scope. */
export function accountKeys(value: unknown, { row }: OrderedAccount): readonly AccountKey[] {
  const refs: readonly unknown[] = Array.isArray(value) ? value : [];
  const { backend, scope } = row;
  const keys: AccountKey[] = [];
  for (const ref of refs) if (typeof ref === 'string') keys.push({ backend, scope, ref });
  return keys;
}
