import type { AccountField, BackendAdapter } from '../backends/backend.ts';
import { gathered, precedence } from './precedence.ts';
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

/** A field of `User` with its sources, best first. */
export interface UnifiedField {
  readonly name: FieldName;
  /** Joins the values of all sources instead of taking the first. */
  readonly gathers: boolean;
  readonly sources: readonly FieldSource[];
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
      const sources = precedence[name].map((source) => fieldSource(adapters, source));
      return [
        name,
        { name, gathers: gathered.has(name), sources: reordered(sources, overrides[name]) },
      ];
    }),
  );
}

/** The unified fields that a backend is a source of, for the capability matrix. */
export function suppliedBy(fields: UnifiedFields, adapter: BackendAdapter): readonly FieldName[] {
  return [...fields.values()]
    .filter((field) => field.sources.some((source) => source.adapter === adapter))
    .map((field) => field.name);
}

function fieldSource(adapters: readonly BackendAdapter[], source: Source): FieldSource {
  const { from, derive } = typeof source === 'string' ? { from: source, derive: null } : source;
  const dot = from.indexOf('.');
  const adapter = adapters.find(({ name }) => name === from.slice(0, dot));
  const property = from.slice(dot + 1);
  const field = adapter?.fields[property];
  if (!adapter || !field)
    throw new Error(`The precedence table names ${from}, which no backend has.`);
  return { adapter, property, field, derive };
}

function reordered(
  sources: readonly FieldSource[],
  order: PrecedenceOverrides[FieldName],
): readonly FieldSource[] {
  if (!order) return sources;
  return order.flatMap((backend) => sources.filter(({ adapter }) => adapter.name === backend));
}
