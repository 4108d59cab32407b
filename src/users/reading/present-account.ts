import type { LoadedAccount, PropertyState } from './loaded-account.ts';
import { contactPointsOf, unique } from './contact-points.ts';
import { fieldWarnings } from './field-warnings.ts';
import { accountKeys } from './merge-field.ts';
import { ObjectShape } from '../fields/object-shape.ts';
import type { AccountPlan } from './query-plan.ts';
import type { Account } from './user-model.ts';
import { noRecord } from './warning.ts';
import type { AnswerPath, Warning } from './warning.ts';

/** An account as a query sees it, from what has been read. Pure. */
export function presentAccount(loaded: LoadedAccount, plan: AccountPlan): Account {
  const { row, adapter } = loaded;
  const values = [...plan.properties].map((name) => presentProperty(loaded, name));
  return {
    ...formOf(plan).fill(values),
    ...presentJoined(loaded, plan),
    ...(plan.ofMainRead.size > 0 ? mainRead(loaded) : {}),
    __typename: adapter.accountType,
    id: row.id,
    backend: row.backend,
    ref: row.ref,
    row,
    loaded,
  };
}

const forms = new WeakMap<AccountPlan, ObjectShape>();

function formOf(plan: AccountPlan): ObjectShape {
  const form = forms.get(plan) ?? new ObjectShape([...plan.properties], plan.groups);
  forms.set(plan, form);
  return form;
}

function presentProperty(loaded: LoadedAccount, name: string): unknown {
  const field = loaded.field(name);
  const state = loaded.state(field);
  if (field.kind === 'accountReferences' && state.kind === 'value') {
    return accountKeys(state.value, loaded);
  }
  const value = plain(state);
  // The other kinds have resolvers of their own, which warn.
  return isWhole(state) || field.kind !== 'value' ? value : withWarnings(loaded, name, value);
}

/** Whether there is nothing to tell of a value or its absence. */
const isWhole = (state: PropertyState): boolean =>
  state.kind === 'value'
    ? state.shortfall === null
    : state.kind !== 'invalid' && state.kind !== 'unconfigured';

/** A value as GraphQL calls for it, which is when it is known where it stands: the caller learns what it lacks. */
const withWarnings =
  (loaded: LoadedAccount, name: string, value: unknown) =>
  (_args: unknown, { warnings }: Warned, { path }: Asked): unknown => {
    warnings.push(...fieldWarnings(loaded, name, pathTo(path)));
    return value;
  };

interface Warned {
  readonly warnings: Warning[];
}

interface Asked {
  readonly path: Place;
}

/** A place in the answer, from the inside out. */
interface Place {
  readonly key: string | number;
  readonly prev: Place | undefined;
}

const pathTo = ({ key, prev }: Place): AnswerPath => [...(prev ? pathTo(prev) : []), key];

function plain(state: PropertyState): unknown {
  if (state.kind === 'failed') return state.error;
  return state.kind === 'value' ? state.value : null;
}

function presentJoined(loaded: LoadedAccount, plan: AccountPlan): Record<string, unknown> {
  const selected = Object.entries(loaded.adapter.joinedFields).filter(([, properties]) =>
    properties.every((property) => plan.properties.has(property)),
  );
  return Object.fromEntries(selected.map(([name, properties]) => [name, join(loaded, properties)]));
}

/** What could be read of a joined list; the error only when nothing could. */
function join(loaded: LoadedAccount, properties: readonly string[]): unknown {
  const states = properties.map((property) => loaded.property(property));
  const points = states.flatMap((state) =>
    state.kind === 'value' ? contactPointsOf(state.value, loaded.adapter.name) : [],
  );
  const failure = states.find((state) => state.kind === 'failed');
  return points.length === 0 && failure ? failure.error : unique(points);
}

function mainRead(loaded: LoadedAccount): Readonly<Record<'origin' | 'asOf' | 'raw', unknown>> {
  const reading = loaded.reading(loaded.adapter.mainRead);
  if (reading?.kind === 'found') {
    return { origin: reading.origin, asOf: reading.asOf, raw: reading.record };
  }
  if (reading?.kind === 'unconfigured') return unknownRecord(loaded);
  const missing = reading?.kind === 'failed' ? reading.error : null;
  return { origin: missing, asOf: missing, raw: missing };
}

/** Null, and why: as `withWarnings`. */
function unknownRecord({ adapter: { name: backend } }: LoadedAccount) {
  const absent =
    (field: string) =>
    (_args: unknown, context: Warned, { path }: Asked) => {
      context.warnings.push({ ...noRecord(backend), backend, field, path: pathTo(path) });
      return null;
    };
  return { origin: absent('origin'), asOf: absent('asOf'), raw: absent('raw') };
}
