import type { AccountField, BackendAdapter } from '#backends';
import { fieldKind } from './field-kinds.ts';
import type { FieldKind } from './field-kinds.ts';
import { precedence } from './precedence.ts';
import type { FieldName, PrecedenceOverrides, Source } from './precedence.ts';

/** One place a unified field can come from. */
export interface FieldSource {
  readonly adapter: BackendAdapter;
  /** The account's property. */
  readonly property: string;
  readonly field: AccountField;
  /** A further step from the property's value to the field's. */
  readonly derive: ((value: unknown) => unknown) | null;
}

/** A field of `User`: of which kind it is, and its sources, best first. */
export type UnifiedField = FieldKind & SourcedField;

interface SourcedField {
  readonly name: FieldName;
  readonly sources: readonly FieldSource[];
  /** The same, those together that one account is asked for before the next account. */
  readonly tiers: readonly (readonly FieldSource[])[];
}

export type UnifiedFields = ReadonlyMap<string, UnifiedField>;

/**
 * The precedence table joined with the adapters it names; done once at start.
 * @throws Error when the table names a backend or property that does not exist: a mistake in the code.
 */
export function unifiedFields(
  adapters: readonly BackendAdapter[],
  overrides: PrecedenceOverrides = {},
): UnifiedFields {
  const names = Object.keys(precedence) as FieldName[];
  return new Map(
    names.map((name) => {
      const rows: readonly Source[] = precedence[name];
      const all = rows.map((source) => tierOf(adapters, source));
      const tiers = reordered(all, overrides[name]);
      return [name, { ...fieldKind(name), name, sources: tiers.flat(), tiers }];
    }),
  );
}

/** The unified fields that a backend is a source of, for the capability matrix. */
export function suppliedBy(fields: UnifiedFields, adapter: BackendAdapter): readonly FieldName[] {
  return [...fields.values()]
    .filter((field) => field.sources.some((source) => source.adapter === adapter))
    .map((field) => field.name);
}

function tierOf(adapters: readonly BackendAdapter[], source: Source): readonly FieldSource[] {
  if (typeof source === 'string') return [fieldSource(adapters, source, null)];
  if ('derive' in source) return [fieldSource(adapters, source.from, source.derive)];
  return source.map((from) => fieldSource(adapters, from, null));
}

function fieldSource(
  adapters: readonly BackendAdapter[],
  from: string,
  derive: FieldSource['derive'],
): FieldSource {
  const dot = from.indexOf('.');
  const adapter = adapters.find(({ name }) => name === from.slice(0, dot));
  const property = from.slice(dot + 1);
  const field = adapter?.fields[property];
  if (!adapter || !field)
    throw new Error(`The precedence table names ${from}, which no backend has.`);
  return { adapter, property, field, derive };
}

function reordered(
  tiers: UnifiedField['tiers'],
  order: PrecedenceOverrides[FieldName],
): UnifiedField['tiers'] {
  if (!order) return tiers;
  return order.flatMap((backend) =>
    tiers.filter((tier) => tier.some(({ adapter }) => adapter.name === backend)),
  );
}
