import type { BackendAdapter } from '#backends';
import type { Backend, BackendInfo, BackendStatus } from '#schema';
import { suppliedBy } from './unified-fields.ts';
import type { UnifiedFields } from './unified-fields.ts';

/** What each backend can read and write, and how it fares as its own calls have shown; asks no backend. */
export function backendInfo(
  adapters: ReadonlyMap<Backend, BackendAdapter>,
  fields: UnifiedFields,
  healthOf: (backend: Backend) => Exclude<BackendStatus, 'NOT_CONFIGURED'>,
): readonly BackendInfo[] {
  return [...adapters.values()].map((adapter) => ({
    backend: adapter.name,
    name: adapter.title,
    status: adapter.configured ? healthOf(adapter.name) : 'NOT_CONFIGURED',
    operations: adapter.operations,
    reads: suppliedBy(fields, adapter),
    writes: [...new Set([...adapter.creates, ...adapter.updates])],
    creates: adapter.creates,
    updates: adapter.updates,
  }));
}
