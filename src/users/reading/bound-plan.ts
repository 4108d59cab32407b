import type { BackendAdapter } from '#backends';
import type { AccountView } from './loaded-account.ts';
import { Form } from '../fields/object-shape.ts';
import type { UserPlan, WantedField } from './query-plan.ts';
import { candidatesOf } from './source.ts';
import type { Candidate } from './source.ts';

/** A field that a query selects, with the accounts that can supply it, best first. */
export interface SoughtField {
  readonly wanted: WantedField;
  readonly candidates: readonly Candidate[];
}

/** What a plan comes to for users with accounts at the same backends: they share it. */
export interface Lineup {
  readonly sought: readonly SoughtField[];
  /** Takes the fields' values in the order of `sought`. */
  readonly form: Form;
}

interface Entry {
  readonly adapters: readonly BackendAdapter[];
  readonly lineup: Lineup;
}

/** Line-ups kept for a plan; more are made anew, so many accounts at one backend cannot fill the memory. */
const KEPT = 32;

const entriesOf = new WeakMap<UserPlan, Entry[]>();

/** Who can supply what a query selects of a user with these accounts. */
export function lineupOf(plan: UserPlan, views: readonly AccountView[]): Lineup {
  const entries = entriesOf.get(plan) ?? [];
  const known = entries.find(({ adapters }) => isOf(adapters, views));
  if (known) return known.lineup;
  const entry = { adapters: views.map(({ adapter }) => adapter), lineup: newLineup(plan, views) };
  entriesOf.set(plan, [entry, ...entries].slice(0, KEPT));
  return entry.lineup;
}

const isOf = (adapters: readonly BackendAdapter[], views: readonly AccountView[]): boolean =>
  adapters.length === views.length && adapters.every((one, place) => one === views[place]?.adapter);

function newLineup({ fields, groups }: UserPlan, views: readonly AccountView[]): Lineup {
  return {
    sought: fields.map((wanted) => ({ wanted, candidates: candidatesOf(wanted.field, views) })),
    form: new Form(
      fields.map(({ field }) => field.name),
      groups,
    ),
  };
}
