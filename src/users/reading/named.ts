import { InputError } from '#errors';
import type { UnifiedField } from '../fields/unified-fields.ts';
import type { LoadedAccount, PropertyState } from './loaded-account.ts';
import type { NamesAsked } from './query-plan.ts';

/**
 * The names that one call for named details asks for: those asked for here and, so that nobody is called twice, those asked
 * for anywhere in the operation. An ask with a name that is not available is an error of its own and asks for nothing. Empty
 * means that no call is needed.
 */
export function namesToAsk(
  available: ReadonlySet<string>,
  asks: readonly NamesAsked[],
  anywhere: readonly NamesAsked[],
): readonly string[] {
  if (allowedOf(asks, available).size === 0) return [];
  return [...allowedOf([...asks, ...anywhere], available)];
}

/** The names of all asks that are allowed. */
function allowedOf(
  asks: readonly NamesAsked[],
  available: ReadonlySet<string>,
): ReadonlySet<string> {
  if (asks.includes(null)) return available;
  const allowed = asks.filter((ask) => ask?.every((name) => available.has(name)));
  return available.intersection(new Set(allowed.flatMap((ask) => ask ?? [])));
}

/** The account that a field of named values is asked of, and its property there; `null` when the user has none. */
export function namedSource(
  { sources }: UnifiedField,
  loadedAccounts: readonly LoadedAccount[],
): { readonly loaded: LoadedAccount; readonly property: string } | null {
  for (const loaded of loadedAccounts) {
    const source = sources.find(({ adapter }) => adapter === loaded.adapter);
    if (source) return { loaded, property: source.property };
  }
  return null;
}

/** Nothing can be said of the names or their values. */
const UNKNOWN: ReadonlySet<PropertyState['kind']> = new Set(['absent', 'unconfigured', 'invalid']);

/**
 * What one ask for named values sees: only the names it asked for, out of a call that others may have shared.
 * `null` when there are none: nothing is available, what is cannot be understood, the account is unknown to its backend,
 * or the backend is not configured.
 * @throws InputError when a name is not available, BackendError when a read failed.
 */
export function namedValues(
  loaded: LoadedAccount,
  property: string,
  names: NamesAsked,
): Readonly<Record<string, unknown>> | null {
  const operation = loaded.adapter.fields[property]?.operation ?? '';
  const listing = loaded.adapter.reads[operation]?.namesFrom;
  // A backend that cannot be asked lists nothing.
  if (listing === undefined) return valuesNamed(loaded, property, names);
  const listed = loaded.property(listing);
  if (listed.kind === 'failed') throw listed.error;
  if (UNKNOWN.has(listed.kind)) return null;
  const available = loaded.names(listing);
  refuseUnavailable(names, available);
  if (available.size === 0) return null;
  if (names?.length === 0) return {};
  return valuesNamed(loaded, property, names);
}

function valuesNamed(
  loaded: LoadedAccount,
  property: string,
  names: NamesAsked,
): Readonly<Record<string, unknown>> | null {
  const state = loaded.property(property);
  if (state.kind === 'failed') throw state.error;
  if (UNKNOWN.has(state.kind)) return null;
  const values = new Map(state.kind === 'value' ? Object.entries(Object(state.value)) : []);
  return Object.fromEntries([...values].filter(([name]) => names?.includes(name) ?? true));
}

function refuseUnavailable(names: NamesAsked, available: ReadonlySet<string>): void {
  const at = names?.findIndex((name) => !available.has(name)) ?? -1;
  if (at === -1) return;
  throw new InputError(
    'This user has no detail of that name: `detailsAvailable` lists those there are.',
    ['names', String(at)],
  );
}
