import type { Backend } from '#schema';
import type { UnifiedFields } from './unified-fields.ts';
import type { FieldName } from './precedence.ts';

/** A backend that can supply a field, and what the field is called there. */
interface NamedSource {
  readonly backend: Backend;
  readonly backendField: string;
}

/** Each field of `User` with its sources in the order of precedence that this server has: for the explorer. */
export const fieldSources = (
  fields: UnifiedFields,
): Readonly<Partial<Record<FieldName, readonly NamedSource[]>>> =>
  Object.fromEntries(
    [...fields.values()].map(({ name, sources }) => [
      name,
      sources.map(({ adapter, field }) => ({
        backend: adapter.name,
        backendField: field.backendField,
      })),
    ]),
  );
