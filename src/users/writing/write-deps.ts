import type { BackendAdapter, CallContext, ReadLoader } from '#backends';
import type { OperationEngine } from '#operations';
import type { DurableRegistry } from '#registry';
import type { Backend } from '#schema';
import type { UnifiedFields } from '../fields/unified-fields.ts';
import type { Finder } from '../identity/find.ts';
import type { Visibility } from '../identity/visibility.ts';

/** What a mutation works with. */
export interface WriteDeps {
  readonly registry: DurableRegistry;
  readonly engine: OperationEngine;
  /** In the order of the enum: the order of outcomes. */
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly fields: UnifiedFields;
  readonly finder: Finder;
  readonly loader: ReadLoader;
  /** Whom and what the caller may know of, and write to. */
  readonly visibility: Visibility;
  readonly call: CallContext;
  /** Who asks, for the history. */
  readonly actor: string;
}
