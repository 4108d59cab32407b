import type { BackendAdapter } from '#backends';
import type { BoundField } from './bound-field.ts';
import { ObjectShape } from '../fields/object-shape.ts';
import { plainPlan } from './plain-plan.ts';
import type { PlainPlan } from './plain-plan.ts';
import type { UserQueryPlan } from './query-plan.ts';
import { candidatesOf } from './source.ts';
import { userProperties } from './user-model.ts';
import type { AtBackend } from './source.ts';

/** What a plan comes to for users with accounts at the same backends: they share it. */
export interface BoundPlan {
  readonly fields: readonly BoundField[];
  /** Takes the fields' values in the order of `sought`. */
  readonly shape: ObjectShape;
  /** `null` where it takes the general way. */
  readonly plain: PlainPlan | null;
}

interface Entry {
  readonly adapters: readonly BackendAdapter[];
  readonly bound: BoundPlan;
}

/** Bound plans kept for a plan; more are bound again, so many accounts at one backend cannot fill the memory. */
const KEPT = 32;

const entriesOf = new WeakMap<UserQueryPlan, Entry[]>();

/** Who can supply what a query selects of a user with these accounts. */
export function bindPlan(plan: UserQueryPlan, accounts: readonly AtBackend[]): BoundPlan {
  const entries = entriesOf.get(plan) ?? [];
  const known = entries.find(({ adapters }) => isOf(adapters, accounts));
  if (known) return known.bound;
  const entry = {
    adapters: accounts.map(({ adapter }) => adapter),
    bound: newlyBound(plan, accounts),
  };
  entriesOf.set(plan, [entry, ...entries].slice(0, KEPT));
  return entry.bound;
}

const isOf = (adapters: readonly BackendAdapter[], accounts: readonly AtBackend[]): boolean =>
  adapters.length === accounts.length &&
  adapters.every((one, place) => one === accounts[place]?.adapter);

function newlyBound(plan: UserQueryPlan, accounts: readonly AtBackend[]): BoundPlan {
  const { fields, groups } = plan;
  const bound = fields.map((wanted) => ({
    wanted,
    candidates: candidatesOf(wanted.field, accounts),
  }));
  const names = fields.map(({ field }) => field.name);
  const shape = new ObjectShape(names, groups, userProperties);
  return { fields: bound, shape, plain: plainPlan(plan, bound) };
}
