import { LAST_WRITE, REGISTRY } from '#backends';
import type { BackendAdapter } from '#backends';
import type { FieldSource, UnifiedField } from '../fields/unified-fields.ts';
import type { BoundField } from './bound-field.ts';
import type { UserQueryPlan } from './query-plan.ts';

/** One operation of one account: what is read of it has a place of its own. */
export interface Slot {
  /** Where the account stands among a user's accounts. */
  readonly place: number;
  readonly adapter: BackendAdapter;
  readonly operation: string;
  /** The registry itself tells it, without a call. */
  readonly isOwn: boolean;
}

/** A candidate of a field, and the slot where its value is. */
export interface SlottedCandidate {
  readonly source: FieldSource;
  readonly place: number;
  readonly slot: number;
}

export interface PlainField {
  readonly field: UnifiedField;
  readonly candidates: readonly SlottedCandidate[];
}

/** What a bound plan asks of whom, with a number for each place where something is read. */
export interface PlainPlan {
  readonly slots: readonly Slot[];
  readonly fields: readonly PlainField[];
  /** The slots that are read whatever is in them, each once. */
  readonly sure: readonly number[];
  /** For each field the slot of its best candidate; `NO_SLOT` where it takes all of them, or has none. */
  readonly best: readonly number[];
  /** The fields, by number, whose best candidate costs no call and whose others do: what is read depends on it. */
  readonly early: readonly number[];
}

/** A field that waits for none. */
export const NO_SLOT = -1;

/** `null` where more is selected than fields of the user that are taken from sources in their order. */
export function plainPlan(plan: UserQueryPlan, fields: readonly BoundField[]): PlainPlan | null {
  const { provenance, accounts: all, firstAccounts, named, notices } = plan;
  if (provenance.length + all.size + firstAccounts.size + named.length > 0 || notices) return null;
  const slots: Slot[] = [];
  const slotOf = (place: number, { adapter, field: { operation } }: FieldSource): number => {
    const known = slots.findIndex((one) => one.place === place && one.operation === operation);
    if (known !== -1) return known;
    const isOwn = operation === LAST_WRITE || operation === REGISTRY;
    return slots.push({ place, adapter, operation, isOwn }) - 1;
  };
  const slotted = fields.map(({ wanted: { field }, candidates }) => ({
    field,
    candidates: candidates.map(({ source, place }) => ({
      source,
      place,
      slot: slotOf(place, source),
    })),
  }));
  const isByName = ({ adapter: { reads }, operation }: Slot): boolean =>
    reads[operation]?.namesFrom !== undefined;
  return slots.some(isByName) ? null : withOrder(slots, slotted);
}

function withOrder(slots: readonly Slot[], fields: readonly PlainField[]): PlainPlan {
  const isOwn = (slot: number): boolean => slots[slot]?.isOwn === true;
  const taking = (field: PlainField, kind: 'all' | 'first'): readonly SlottedCandidate[] =>
    (field.field.kind === 'contactPoints') === (kind === 'all') ? field.candidates : [];
  const best = fields.map((field) => taking(field, 'first')[0]?.slot ?? NO_SLOT);
  const gathered = fields.flatMap((field) => taking(field, 'all').map(({ slot }) => slot));
  const sure = [...gathered, ...best].filter((slot) => slot !== NO_SLOT && !isOwn(slot));
  const early = fields.flatMap((field, index) =>
    isOwn(best[index] ?? NO_SLOT) && field.candidates.some(({ slot }) => !isOwn(slot))
      ? [index]
      : [],
  );
  return { slots, fields, sure: [...new Set(sure)], best, early };
}
