import type { BackendAdapter } from '#backends';
import type { LoadedAccount } from './loaded-account.ts';
import { ObjectShape } from '../fields/object-shape.ts';
import type { UserQueryPlan, WantedField } from './query-plan.ts';
import { candidatesOf } from './source.ts';
import type { Candidate } from './source.ts';

/** A field that a query selects, with the accounts that can supply it, best first. */
export interface BoundField {
  readonly wanted: WantedField;
  readonly candidates: readonly Candidate[];
}

/** What a plan comes to for users with accounts at the same backends: they share it. */
export interface BoundPlan {
  readonly fields: readonly BoundField[];
  /** Takes the fields' values in the order of `sought`. */
  readonly shape: ObjectShape;
}

interface Entry {
  readonly adapters: readonly BackendAdapter[];
  readonly bound: BoundPlan;
}

/** Bound plans kept for a plan; more are bound again, so many accounts at one backend cannot fill the memory. */
const KEPT = 32;

const entriesOf = new WeakMap<UserQueryPlan, Entry[]>();

/** Who can supply what a query selects of a user with these accounts. */
export function bindPlan(plan: UserQueryPlan, loadedAccounts: readonly LoadedAccount[]): BoundPlan {
  const entries = entriesOf.get(plan) ?? [];
  const known = entries.find(({ adapters }) => isOf(adapters, loadedAccounts));
  if (known) return known.bound;
  const entry = {
    adapters: loadedAccounts.map(({ adapter }) => adapter),
    bound: newlyBound(plan, loadedAccounts),
  };
  entriesOf.set(plan, [entry, ...entries].slice(0, KEPT));
  return entry.bound;
}

const isOf = (
  adapters: readonly BackendAdapter[],
  loadedAccounts: readonly LoadedAccount[],
): boolean =>
  adapters.length === loadedAccounts.length &&
  adapters.every((one, place) => one === loadedAccounts[place]?.adapter);

function newlyBound(
  { fields, groups }: UserQueryPlan,
  loadedAccounts: readonly LoadedAccount[],
): BoundPlan {
  return {
    fields: fields.map((wanted) => ({
      wanted,
      candidates: candidatesOf(wanted.field, loadedAccounts),
    })),
    shape: new ObjectShape(
      fields.map(({ field }) => field.name),
      groups,
    ),
  };
}
