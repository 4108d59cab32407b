import { LAST_WRITE } from '../backends/backend.ts';
import type { BackendAdapter } from '../backends/backend.ts';
import type { WireRecord } from '../identity.ts';
import { Partly } from '../normalise/normalised.ts';
import type { ContactKind, ContactPoint, ContactPointsOf } from '../registry/registry.ts';
import { contactPointsOf, foldedOf } from './contact-points.ts';
import { unifiedFields } from './fields.ts';
import type { FieldSource } from './fields.ts';

const FIELDS: Readonly<Record<string, ContactKind>> = { emails: 'EMAIL', phones: 'PHONE' };

/** What the last writes of these backends hold of e-mail addresses and phone numbers, as the unified fields show it. */
export function lastWriteContacts(adapters: readonly BackendAdapter[]): ContactPointsOf {
  const fields = unifiedFields(adapters);
  const sources = Object.entries(FIELDS).flatMap(([name, kind]) =>
    (fields.get(name)?.sources ?? [])
      .filter(({ field }) => field.operation === LAST_WRITE)
      .map((source) => ({ kind, source })),
  );
  return (backend, record) =>
    sources
      .filter(({ source }) => source.adapter.name === backend)
      .flatMap(({ kind, source }) => pointsOf(kind, source, record));
}

function pointsOf(
  kind: ContactKind,
  { adapter, field }: FieldSource,
  record: WireRecord,
): readonly ContactPoint[] {
  const value = field.normalise(field.raw(record));
  const points = contactPointsOf(value instanceof Partly ? value.value : value, adapter.name);
  return points.map((point) => ({ kind, value: foldedOf(point) }));
}
