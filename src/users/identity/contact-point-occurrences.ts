import { LAST_WRITE } from '#backends';
import type { BackendAdapter } from '#backends';
import { Partly } from '#normalise';
import type { WireRecord } from '#normalise';
import type { ContactKind, ContactPoint, ContactPointsOf } from '#registry';
import type { Backend } from '#schema';
import { contactPointsOf, foldedOf } from '../reading/contact-points.ts';
import { unifiedFields } from '../fields/unified-fields.ts';
import type { FieldSource } from '../fields/unified-fields.ts';

/** An e-mail address or phone number in a record, normalised for comparison, and the field it stands in there. */
export interface ContactPointOccurrence extends ContactPoint {
  readonly backendField: string;
}

/** What a record, of a read or of the last write, holds of them. */
export type ExtractContactPoints = (
  backend: Backend,
  operation: string,
  record: WireRecord,
) => readonly ContactPointOccurrence[];

/** What records of these backends hold of e-mail addresses and phone numbers, as the unified fields show it. */
export function contactPointExtractor(adapters: readonly BackendAdapter[]): ExtractContactPoints {
  const fields = unifiedFields(adapters);
  const sources = [...fields.values()].flatMap((field) =>
    field.kind === 'contactPoints'
      ? field.sources.map((source) => ({ kind: field.contact, source }))
      : [],
  );
  const byRecord = Map.groupBy(sources, ({ source: { adapter, field } }) =>
    recordName(adapter.name, field.operation),
  );
  return (backend, operation, record) =>
    (byRecord.get(recordName(backend, operation)) ?? []).flatMap(({ kind, source }) =>
      seenBy(source, kind, record),
    );
}

/** Of last writes alone: what the registry keeps for look-ups. */
export const lastWriteContacts =
  (occurrences: ExtractContactPoints): ContactPointsOf =>
  (backend, record) =>
    occurrences(backend, LAST_WRITE, record);

const recordName = (backend: Backend, operation: string): string => `${backend} ${operation}`;

function seenBy(
  { adapter, field }: FieldSource,
  kind: ContactKind,
  record: WireRecord,
): readonly ContactPointOccurrence[] {
  const { backendField } = field;
  const value = field.normalise(field.raw(record), record);
  const points = contactPointsOf(value instanceof Partly ? value.value : value, adapter.name);
  return points.map((point) => ({ kind, value: foldedOf(point), backendField }));
}
