import type { BackendAdapter } from '../backends/backend.ts';
import type { CallContext } from '../backends/call-context.ts';
import type { ReadLoader } from '../backends/loaders.ts';
import type { DurableRegistry } from '../registry/operations.ts';
import type { Backend } from '../schema.generated.ts';
import type { UnifiedFields } from './fields.ts';
import type { Finder } from './find.ts';
import type { OperationEngine } from './operations/engine.ts';

/** What a mutation works with. */
export interface WriteSources {
  readonly registry: DurableRegistry;
  readonly engine: OperationEngine;
  /** In the order of the enum: the order of outcomes. */
  readonly adapters: ReadonlyMap<Backend, BackendAdapter>;
  readonly fields: UnifiedFields;
  readonly finder: Finder;
  readonly loader: ReadLoader;
  readonly call: CallContext;
  /** Who asks, for the history. */
  readonly actor: string;
}
