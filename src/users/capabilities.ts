import type { BackendAdapter } from '../backends/backend.ts';
import type { Backend, BackendInfo } from '../schema.generated.ts';
import { suppliedBy } from './fields.ts';
import type { UnifiedFields } from './fields.ts';

/** What each backend can read and write, and how it fares; asks no backend. */
export function backendInfo(
  adapters: ReadonlyMap<Backend, BackendAdapter>,
  fields: UnifiedFields,
): readonly BackendInfo[] {
  return [...adapters.values()].map((adapter) => ({
    backend: adapter.name,
    name: adapter.title,
    status: adapter.configured ? 'OK' : 'NOT_CONFIGURED',
    operations: adapter.operations,
    reads: suppliedBy(fields, adapter),
    writes: adapter.stores,
  }));
}
