import type { Backend, CandidateState, Origin } from '#schema';
import type { LoadedAccount, PropertyState } from './loaded-account.ts';
import { contactPointsOf, foldedOf, contactValue } from './contact-points.ts';
import type { FieldSource, UnifiedField } from '../fields/unified-fields.ts';
import { stateOf } from './source.ts';

/** What one source says of a field; the shape of the GraphQL type of that name. */
export interface FieldCandidate {
  readonly backend: Backend;
  readonly backendField: string;
  readonly state: CandidateState;
  readonly value: unknown;
  readonly rawValue: unknown;
  readonly origin: Origin | null;
  readonly asOf: Date | string | null;
}

export interface FieldProvenance {
  readonly field: string;
  readonly candidates: readonly FieldCandidate[];
}

/** Every source of a field in order of precedence, judged against the value that the field has. Pure. */
export function provenanceOf(
  field: UnifiedField,
  loadedAccounts: readonly LoadedAccount[],
): FieldProvenance {
  const judge = field.kind === 'contactPoints' ? new GatheringJudge() : new FirstJudge();
  const candidates = field.tiers.flatMap((tier) => {
    const linked = loadedAccounts.filter(({ adapter }) =>
      tier.some((source) => source.adapter === adapter),
    );
    if (linked.length === 0) return tier.map(notLinked);
    return linked.flatMap((loaded) =>
      tier.map((source) => candidate(field, source, loaded, judge)),
    );
  });
  return { field: field.name, candidates };
}

interface Judge {
  /** Called for each value in order of precedence. */
  verdict(folded: readonly string[]): CandidateState;
}

/** The first value is the field's. */
class FirstJudge implements Judge {
  #chosen: string | null = null;

  verdict(folded: readonly string[]): CandidateState {
    const value = folded.join('\n');
    if (this.#chosen === null) {
      this.#chosen = value;
      return 'CHOSEN';
    }
    return value === this.#chosen ? 'AGREES' : 'DIFFERS';
  }
}

/** Every source that adds an entry is part of the field; one that only repeats earlier entries agrees. */
class GatheringJudge implements Judge {
  readonly #seen = new Set<string>();

  verdict(folded: readonly string[]): CandidateState {
    const adds = folded.some((entry) => !this.#seen.has(entry));
    for (const entry of folded) this.#seen.add(entry);
    return adds ? 'CHOSEN' : 'AGREES';
  }
}

function candidate(
  field: UnifiedField,
  source: FieldSource,
  loaded: LoadedAccount,
  judge: Judge,
): FieldCandidate {
  const state = stateOf(source, loaded);
  const reading = loaded.reading(source.field.operation);
  const found = reading?.kind === 'found' ? reading : null;
  const { value, folded } = valueOf(field, source, state);
  return {
    ...nameOf(source),
    state: state.kind === 'value' ? judge.verdict(folded) : STATES[state.kind],
    value,
    rawValue: loaded.raw(source.field),
    origin: found?.origin ?? null,
    asOf: found?.asOf ?? null,
  };
}

const STATES = {
  unread: 'EMPTY',
  empty: 'EMPTY',
  unwritten: 'EMPTY',
  invalid: 'INVALID',
  absent: 'NOT_FOUND',
  failed: 'UNAVAILABLE',
  unconfigured: 'NOT_CONFIGURED',
} as const satisfies Record<Exclude<PropertyState['kind'], 'value'>, CandidateState>;

const notLinked = (source: FieldSource): FieldCandidate => ({
  ...nameOf(source),
  state: 'NOT_LINKED',
  value: null,
  rawValue: null,
  origin: null,
  asOf: null,
});

const nameOf = ({ adapter, field }: FieldSource): { backend: Backend; backendField: string } => ({
  backend: adapter.name,
  backendField: field.backendField,
});

/** The value as JSON, and the parts that are compared; contact points are shown and compared as text. */
function valueOf(
  field: UnifiedField,
  source: FieldSource,
  state: PropertyState,
): { value: unknown; folded: readonly string[] } {
  if (state.kind !== 'value') return { value: null, folded: [] };
  if (field.kind !== 'contactPoint' && field.kind !== 'contactPoints') {
    return { value: state.value, folded: [JSON.stringify(state.value)] };
  }
  const points = contactPointsOf(state.value, source.adapter.name);
  const isList = field.kind === 'contactPoints';
  const shown = isList ? points : points.slice(0, 1);
  const texts = shown.map(contactValue);
  return { value: isList ? texts : (texts[0] ?? null), folded: shown.map(foldedOf) };
}
