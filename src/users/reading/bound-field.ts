import type { WantedField } from './query-plan.ts';
import type { Candidate } from './source.ts';

/** A field that a query selects, with the accounts that can supply it, best first. */
export interface BoundField {
  readonly wanted: WantedField;
  readonly candidates: readonly Candidate[];
}
